-- What the vendor takes and SQLFluff does not.

lock tables room read;

unlock tables;
