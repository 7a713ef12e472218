CREATE TABLE trails (
    who STRUCT<
        kind: STRING,
        session: STRUCT<
            made: STRING
        >
    >,
    seen ARRAY<
        STRING
    >,
    tags MAP<STRING, ARRAY<INT>>
);
