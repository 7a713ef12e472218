SELECT a .b, a. b, c .d .e FROM f;
