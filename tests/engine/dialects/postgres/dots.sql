-- Blanks and comments around dots.
SELECT a .b, a. b, a /* why */ . b, c .d .e, f .*, g .h(1);
SELECT a FROM b WHERE c .d = 1 ORDER BY e .f;

SELECT (pair).*, (both(x)) .*, (
    three
)
.* FROM composites;
