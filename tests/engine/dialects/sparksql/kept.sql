-- What a command describes is wrong, not the command.
DESCRIBE HISTORY 'a' 'b';
DESCRIBE DETAIL = delta_table;
