-- Tables of a small shop, as the first migration creates them.
CREATE TABLE customers (
    customer_id INTEGER NOT NULL,
    email VARCHAR(255) NOT NULL,
    full_name VARCHAR(200),
    country_code CHAR(2) DEFAULT 'DE',
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (customer_id),
    UNIQUE (email)
);

CREATE TABLE products (
    product_id INTEGER NOT NULL PRIMARY KEY,
    sku VARCHAR(40) NOT NULL UNIQUE,
    title VARCHAR(200) NOT NULL,
    unit_price DECIMAL(12, 2) NOT NULL,
    is_active BOOLEAN DEFAULT TRUE
);

create table orders (
    order_id integer not null primary key,
    customer_id integer not null,
    placed_at timestamp not null,
    state varchar(20) default 'open',
    foreign key (customer_id) references customers (customer_id)
);

CREATE TABLE order_items (
    order_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price DECIMAL(12,2) NOT NULL,
    discount DECIMAL(5, 4) DEFAULT 0,
    PRIMARY KEY (order_id, line_no),
    FOREIGN KEY (order_id) REFERENCES orders (order_id),
    FOREIGN KEY (product_id) REFERENCES products (product_id)
);

CREATE INDEX orders_by_customer ON orders (customer_id, placed_at);
CREATE UNIQUE INDEX products_by_sku ON products (sku);

CREATE VIEW open_orders AS
SELECT
    o.order_id,
    o.customer_id,
    o.placed_at,
    SUM(i.quantity * i.unit_price) AS amount
FROM orders AS o
INNER JOIN order_items AS i ON o.order_id = i.order_id
WHERE o.state = 'open'
GROUP BY o.order_id, o.customer_id, o.placed_at;

CREATE SCHEMA reporting;
CREATE ROLE analyst;
GRANT SELECT ON open_orders TO analyst;
GRANT SELECT, INSERT ON orders TO analyst WITH GRANT OPTION;
REVOKE INSERT ON orders FROM analyst;

ALTER TABLE customers ADD COLUMN phone VARCHAR(40);
ALTER TABLE products ADD COLUMN weight_grams INTEGER;
DROP VIEW IF EXISTS closed_orders;
DROP INDEX products_by_sku;
