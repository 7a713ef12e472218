-- A blog, as its first migration creates it.
SET NAMES utf8mb4;
SET FOREIGN_KEY_CHECKS = 0;

CREATE DATABASE IF NOT EXISTS `blog` DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
USE `blog`;

DROP TABLE IF EXISTS `posts`;
CREATE TABLE `posts` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `author_id` int unsigned NOT NULL,
  `slug` varchar(190) NOT NULL,
  `title` varchar(255) NOT NULL DEFAULT '',
  `body` mediumtext,
  `state` enum('draft','public','gone') NOT NULL DEFAULT 'draft',
  `flags` set('pinned','nsfw') DEFAULT NULL,
  `published_at` datetime(3) DEFAULT NULL,
  `created_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `updated_at` timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `posts_slug` (`slug`),
  KEY `posts_author` (`author_id`,`published_at`),
  FULLTEXT KEY `posts_text` (`title`,`body`),
  CONSTRAINT `posts_author_fk` FOREIGN KEY (`author_id`) REFERENCES `authors` (`id`) ON DELETE CASCADE ON UPDATE RESTRICT
) ENGINE=InnoDB AUTO_INCREMENT=1001 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='What was written';

CREATE TABLE authors (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email VARCHAR(190) NOT NULL UNIQUE COMMENT 'lower case',
    profile JSON,
    is_active TINYINT(1) NOT NULL DEFAULT 1,
    score DECIMAL(10, 4) UNSIGNED DEFAULT 0.0000,
    INDEX authors_active (is_active)
);

CREATE TABLE IF NOT EXISTS comments LIKE posts;

ALTER TABLE posts
    ADD COLUMN reading_minutes SMALLINT UNSIGNED NULL AFTER body,
    MODIFY COLUMN title VARCHAR(300) NOT NULL,
    CHANGE COLUMN flags marks VARCHAR(40) NULL,
    ADD INDEX posts_state (state, published_at DESC),
    DROP INDEX posts_author;

ALTER TABLE authors RENAME COLUMN score TO rating;
ALTER TABLE authors DROP FOREIGN KEY authors_team_fk;
RENAME TABLE comments TO old_comments;
CREATE UNIQUE INDEX authors_email ON authors (email(100));
DROP INDEX authors_active ON authors;
SET FOREIGN_KEY_CHECKS = 1;
