-- Blanks before dots.
SELECT a .*, b.c .*, d .e(1) FROM f .g(1);
