--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

--
-- Name: books; Type: TABLE; Schema: public; Owner: librarian
--

CREATE TABLE public.books (
    id integer NOT NULL,
    isbn character varying(17) NOT NULL,
    title text NOT NULL,
    published date,
    price numeric(8,2) DEFAULT 0.00,
    shelf character(3)
);

ALTER TABLE public.books OWNER TO librarian;

CREATE SEQUENCE public.books_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER TABLE public.books_id_seq OWNER TO librarian;
ALTER SEQUENCE public.books_id_seq OWNED BY public.books.id;
ALTER TABLE ONLY public.books ALTER COLUMN id SET DEFAULT nextval('public.books_id_seq'::regclass);

COPY public.books (id, isbn, title, published, price, shelf) FROM stdin;
1	978-3-16-148410-0	A first book	2001-05-17	12.50	A01
2	978-1-4028-9462-6	\N	\N	0.00	B17
\.

SELECT pg_catalog.setval('public.books_id_seq', 2, true);

ALTER TABLE ONLY public.books
    ADD CONSTRAINT books_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.books
    ADD CONSTRAINT books_isbn_key UNIQUE (isbn);

CREATE INDEX books_title_idx ON public.books USING btree (title varchar_pattern_ops DESC NULLS LAST);

ALTER TABLE ONLY public.loans
    ADD CONSTRAINT loans_book_fkey FOREIGN KEY (book_id) REFERENCES public.books(id) ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO librarian;
GRANT SELECT ON TABLE public.books TO reader;

--
-- PostgreSQL database dump complete
--
