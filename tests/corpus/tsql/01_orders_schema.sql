USE [Shop];
GO
SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

IF NOT EXISTS (SELECT 1 FROM sys.schemas WHERE name = N'sales')
    EXEC ('CREATE SCHEMA sales');
GO

CREATE TABLE [sales].[Orders]
(
    [OrderId] INT IDENTITY(1, 1) NOT NULL,
    [CustomerId] INT NOT NULL,
    [PlacedAt] DATETIME2(3) NOT NULL CONSTRAINT [DF_Orders_PlacedAt] DEFAULT (SYSUTCDATETIME()),
    [State] VARCHAR(20) COLLATE Latin1_General_CI_AS NOT NULL,
    [Amount] DECIMAL(12, 2) NULL,
    [Tax] AS ([Amount] * 0.19) PERSISTED,
    [RowVersion] ROWVERSION NOT NULL,
    CONSTRAINT [PK_Orders] PRIMARY KEY CLUSTERED ([OrderId] ASC)
        WITH (PAD_INDEX = OFF, IGNORE_DUP_KEY = OFF) ON [PRIMARY],
    CONSTRAINT [CK_Orders_Amount] CHECK ([Amount] >= 0)
) ON [PRIMARY];
GO

CREATE TABLE sales.OrderLines (
    OrderId INT NOT NULL FOREIGN KEY REFERENCES sales.Orders (OrderId) ON DELETE CASCADE,
    LineNumber SMALLINT NOT NULL,
    Sku NVARCHAR(40) NOT NULL,
    Quantity INT NOT NULL DEFAULT 1,
    Price MONEY NOT NULL,
    Note NVARCHAR(MAX) NULL,
    CONSTRAINT PK_OrderLines PRIMARY KEY (OrderId, LineNumber)
);
GO

CREATE NONCLUSTERED INDEX IX_Orders_Customer ON sales.Orders (CustomerId, PlacedAt DESC)
INCLUDE (State, Amount)
WHERE State <> 'void'
WITH (ONLINE = ON, FILLFACTOR = 90);
CREATE UNIQUE INDEX UX_Lines ON sales.OrderLines (Sku, OrderId);
GO

ALTER TABLE sales.Orders ADD Channel VARCHAR(10) NULL;
ALTER TABLE sales.Orders ALTER COLUMN Channel VARCHAR(20) NOT NULL;
ALTER TABLE sales.Orders ADD CONSTRAINT DF_Channel DEFAULT ('web') FOR Channel;
ALTER TABLE sales.Orders DROP CONSTRAINT DF_Channel;
ALTER TABLE sales.Orders DROP COLUMN Channel;
DROP INDEX IX_Orders_Customer ON sales.Orders;
DROP TABLE IF EXISTS sales.OldOrders;
GO
