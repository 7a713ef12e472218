CREATE OR REPLACE TRIGGER shop.baskets_bi
BEFORE INSERT ON shop.baskets
FOR EACH ROW
DECLARE
  v_next NATURAL;
  v_tries POSITIVE := 1;
  v_sign SIGNTYPE;
BEGIN
  SELECT shop.basket_seq.NEXTVAL
  INTO v_next
  FROM dual;

  :NEW.basket_id := v_next;
EXCEPTION
  WHEN OTHERS THEN
    shop.trace_pkg.note('baskets_bi');
    RAISE;
END;
/

CREATE OR REPLACE FUNCTION shop.digits (p_value IN NATURAL, p_base IN POSITIVE)
RETURN NATURAL
IS
  v_left NATURAL := p_value;
  v_count NATURALN := 0;
BEGIN
  WHILE v_left > 0 LOOP
    v_left := TRUNC(v_left / p_base);
    v_count := v_count + 1;
  END LOOP;
  RETURN v_count;
END digits;
/

SELECT b.basket_id
FROM shop.baskets b
NATURAL JOIN shop.customers;
