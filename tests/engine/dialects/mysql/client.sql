-- A script for the command-line client.
SOURCE schema/tables.sql
USE `shop`;
DELIMITER $$
DROP PROCEDURE IF EXISTS close_orders$$
CREATE PROCEDURE close_orders(IN older_than DATE)
BEGIN
  UPDATE orders SET state = 'a$$b' WHERE placed_on < older_than;
END $$
DELIMITER ; -- back again
CALL close_orders('2024-01-01');
SELECT * FROM orders\G
SELECT COUNT(*) FROM orders \g
delimiter //
SELECT 1 // SELECT 2//
delimiter go
SELECT total, `go` FROM orders go
DELIMITER ;
SELECT delimiter, source FROM settings;
