COMMENT ON t (a IS 'b', c AS 'd');
