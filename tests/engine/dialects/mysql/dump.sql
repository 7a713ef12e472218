-- A dump: comments of a version are statements of their own.
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
;
CREATE TABLE `orders` BROKEN;
INSERT INTO `orders` VALUES (1,'it\'s'),(2,"x");
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
