-- What the vendor takes and SQLFluff does not.

CREATE TABLE prices (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    sku VARCHAR(40) NOT NULL,
    price DECIMAL(10, 2) NOT NULL DEFAULT 0,
    note TEXT COMPRESSED,
    data JSON CHECK (JSON_VALID(data)),
    valid_from DATE,
    valid_to DATE,
    PERIOD FOR validity (valid_from, valid_to),
    UNIQUE KEY prices_sku (sku)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 WITH SYSTEM VERSIONING;
