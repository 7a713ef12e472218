SELECT a, t. FROM t;
