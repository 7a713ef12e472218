SELECT COUNT(*) FROM clicks;
SELECT COUNT(*) FROM clicks WHERE CampaignID <> 0;
SELECT SUM(CampaignID), COUNT(*), AVG(ScreenWidth) FROM clicks;
SELECT COUNT(DISTINCT VisitorID) FROM clicks;
SELECT MIN(ClickDate), MAX(ClickDate) FROM clicks;
SELECT CampaignID, COUNT(*) FROM clicks WHERE CampaignID <> 0 GROUP BY CampaignID ORDER BY COUNT(*) DESC;
SELECT CityID, SUM(CampaignID), COUNT(*) AS c, AVG(ScreenWidth), COUNT(DISTINCT VisitorID) FROM clicks GROUP BY CityID ORDER BY c DESC LIMIT 10;
SELECT VisitorID, extract(minute FROM ClickTime) AS m, Phrase, COUNT(*) FROM clicks GROUP BY VisitorID, m, Phrase ORDER BY COUNT(*) DESC LIMIT 10;
SELECT * FROM clicks WHERE Address LIKE '%garden%' ORDER BY ClickTime LIMIT 10;
SELECT ShopID, AVG(length(Address)) AS l, COUNT(*) AS c FROM clicks WHERE Address <> '' GROUP BY ShopID HAVING COUNT(*) > 100000 ORDER BY l DESC LIMIT 25;
SELECT REGEXP_REPLACE(Origin, '^https?://([^/]+)/.*$', '\\1') AS k, COUNT(*) AS c, MIN(Origin) FROM clicks WHERE Origin <> '' GROUP BY k ORDER BY c DESC LIMIT 25;
SELECT 1, Address, COUNT(*) AS c FROM clicks GROUP BY 1, Address ORDER BY c DESC LIMIT 10;
SELECT ShopID, ShopID - 1, ShopID - 2, COUNT(*) AS c FROM clicks GROUP BY ShopID, ShopID - 1, ShopID - 2 ORDER BY c DESC LIMIT 10;
SELECT Source, CASE WHEN (CampaignID = 0 AND PartnerID = 0) THEN Origin ELSE '' END AS Src, Address AS Dst, COUNT(*) AS Views FROM clicks WHERE ShopID = 62 AND ClickDate >= '2024-07-01' AND ClickDate <= '2024-07-31' GROUP BY Source, CampaignID, PartnerID, Src, Dst ORDER BY Views DESC LIMIT 10 OFFSET 1000;
SELECT DATE_TRUNC('minute', ClickTime) AS M, COUNT(*) AS Views FROM clicks WHERE PartnerID IN (-1, 6) GROUP BY DATE_TRUNC('minute', ClickTime) ORDER BY DATE_TRUNC('minute', ClickTime) LIMIT 10 OFFSET 1000;

-- The same by hand, over a few lines.
SELECT
    c.CityID,
    t.CityName,
    COUNT(*) AS Views
FROM
    clicks AS c
LEFT JOIN cities AS t
ON c.CityID = t.CityID
WHERE c.ClickDate = '2024-07-01'
    AND NOT t.CityName IS NULL
GROUP BY
    c.CityID, t.CityName
ORDER BY Views
DESC;

SELECT BITMAP_UNION_COUNT(TO_BITMAP(VisitorID)) AS visitors FROM clicks WHERE ClickDate BETWEEN '2024-07-01' AND '2024-07-31';
SELECT HLL_UNION_AGG(HLL_HASH(VisitorID)) AS visitors FROM clicks;
SELECT PERCENTILE_APPROX(ScreenWidth, 0.5) AS middle FROM clicks;
SELECT ARRAY_AGG(DISTINCT Phrase) AS phrases FROM clicks GROUP BY ShopID;
SELECT ShopID FROM clicks UNION ALL SELECT ShopID FROM old_clicks;
SELECT ShopID FROM clicks INTERSECT SELECT ShopID FROM old_clicks;

WITH first_clicks AS (
    SELECT VisitorID, MIN(ClickTime) AS ClickTime
    FROM clicks
    GROUP BY VisitorID
)

SELECT
    DATE(f.ClickTime) AS day,
    COUNT(*) AS newcomers
FROM first_clicks AS f
GROUP BY DATE(f.ClickTime)
ORDER BY day;
