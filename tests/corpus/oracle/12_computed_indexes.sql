-- Collections whose elements are assigned to by computed indexes.
CREATE OR REPLACE PACKAGE BODY tide_tables AS
    TYPE height_list IS TABLE OF NUMBER INDEX BY PLS_INTEGER;

    PROCEDURE fill_heights (p_station IN VARCHAR2) IS
        heights height_list;
    BEGIN
        FOR r IN (SELECT height FROM readings WHERE station = p_station) LOOP
            heights (heights.COUNT + 1) := r.height;
            heights(heights.COUNT + 1) := r.height * 2;
        END LOOP;
        heights (1) := 0;
        heights (first_of(p_station)) := 1;
    END fill_heights;
END tide_tables;
/
