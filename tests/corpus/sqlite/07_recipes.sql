/*******************************************************************************
   Recipes - the tables of a small kitchen
   Script: 07_recipes.sql
********************************************************************************/




/*******************************************************************************
   Drop Tables
********************************************************************************/
DROP TABLE IF EXISTS Recipe;

DROP TABLE IF EXISTS Cook;


  /*******************************************************************************
     Create Tables
  ********************************************************************************/
CREATE TABLE Cook
(
    CookId INTEGER  NOT NULL,
    Name NVARCHAR(120),
    CONSTRAINT PK_Cook PRIMARY KEY  (CookId)
);

CREATE TABLE Recipe
(
    RecipeId INTEGER  NOT NULL,
    Title NVARCHAR(160)  NOT NULL,
    CookId INTEGER  NOT NULL,
    Price NUMERIC(10,2)  NOT NULL,
    WrittenOn DATETIME,
    CONSTRAINT PK_Recipe PRIMARY KEY  (RecipeId),
    FOREIGN KEY (CookId) REFERENCES Cook (CookId) 
		ON DELETE NO ACTION ON UPDATE NO ACTION
);

CREATE INDEX IFK_RecipeCookId ON Recipe (CookId);


INSERT INTO Cook (CookId, Name) VALUES (1, 'Antônia');
INSERT INTO Cook (CookId, Name) VALUES (2, 'Bo & Sons');
INSERT INTO Recipe (RecipeId, Title, CookId, Price) VALUES (1, 'Soup ''of the day''', 1, 4.5);

CREATE TEMPORARY TABLE guard (
    blocked INTEGER NOT NULL PRIMARY KEY
);
INSERT INTO guard (blocked) VALUES (1);
-- The second row is only there where a table is missing.
INSERT INTO guard (blocked)
SELECT 1
WHERE NOT EXISTS (
    SELECT 1 FROM sqlite_master
    WHERE type = 'table' AND name = 'Recipe'
);
DROP TABLE guard;

INSERT OR IGNORE INTO Cook (CookId)
SELECT CookId FROM Recipe WHERE Price = 3;

UPDATE Recipe
SET Price = Price * 1.1,
    WrittenOn = datetime('now')
WHERE CookId IN (1, 2)
  AND EXISTS (
    SELECT 1
    FROM Cook AS c
    WHERE c.CookId = Recipe.CookId
      AND c.Name LIKE 'A%'
  );

CREATE TRIGGER forget_recipes AFTER DELETE ON Cook BEGIN DELETE FROM Recipe WHERE CookId = old.CookId; END;
CREATE VIEW IF NOT EXISTS CookList AS
    SELECT CookId, Name FROM Cook;
WITH RECURSIVE n(x) AS (VALUES(1) UNION SELECT x+1 FROM n WHERE x<10)
  INSERT INTO Recipe(RecipeId,Title,CookId,Price) SELECT x, printf('r%d',x), 1, 0  FROM n;
SELECT json_group_array(Title) FROM Recipe WHERE Price<5 AND typeof(Title)!='blob';
DELETE FROM Recipe WHERE RecipeId = 9;
