-- Questions of tools/benchmark-cube as one would write them by hand for an engine that has only numbers to
-- group by: codes joined at the end, where a place, benefit or age is one node; filters without joins. An
-- engine is credited with the quicker of this and the statement that the grammar compiles to.
-- Each statement stands below its question.

-- misure=beneficiari
SELECT COUNT(DISTINCT person) FROM facts;

-- misure=beneficiari&righe=prestazione&colonne=eta
SELECT be.code AS benefit_code, c.code AS age_code, n
FROM (SELECT benefit, age_band, COUNT(DISTINCT person) AS n FROM facts GROUP BY benefit, age_band) f
JOIN benefit be ON be.benefit = f.benefit
JOIN code c ON c.column_name = 'age_band' AND c.number = f.age_band;

-- misure=beneficiari&righe=comune&colonne=anno
SELECT pl.belfiore, f.year, n
FROM (SELECT residence, year, COUNT(DISTINCT person) AS n FROM facts GROUP BY residence, year) f
JOIN place pl ON pl.place = f.residence
WHERE pl.belfiore <> '';

-- misure=beneficiari&righe=mese
SELECT CAST(f.year AS VARCHAR) || CASE WHEN month < 10 THEN '-0' ELSE '-' END || CAST(month AS VARCHAR), n
FROM (SELECT f.year, mm.month, COUNT(DISTINCT f.person) AS n
      FROM facts f JOIN month_mask mm ON mm.mask = f.months GROUP BY f.year, mm.month) f;

-- misure=beneficiari&righe=anno&sesso=F&isee=6-9&gruppo=A2
SELECT year, COUNT(DISTINCT person) FROM facts
WHERE sex = 2 AND isee_band = 3 AND benefit IN (SELECT benefit FROM benefit WHERE benefit_group = 'A2')
GROUP BY year;

-- misure=beneficiari&righe=prestazione&colonne=eta&sesso=F&isee=6-9&gruppo=A2
SELECT be.code AS benefit_code, c.code AS age_code, n
FROM (SELECT benefit, age_band, COUNT(DISTINCT person) AS n FROM facts
      WHERE sex = 2 AND isee_band = 3 AND benefit IN (SELECT benefit FROM benefit WHERE benefit_group = 'A2')
      GROUP BY benefit, age_band) f
JOIN benefit be ON be.benefit = f.benefit
JOIN code c ON c.column_name = 'age_band' AND c.number = f.age_band;

-- misure=beneficiari&righe=comune&colonne=anno&sesso=F&isee=6-9&gruppo=A2
SELECT pl.belfiore, f.year, n
FROM (SELECT residence, year, COUNT(DISTINCT person) AS n FROM facts
      WHERE sex = 2 AND isee_band = 3 AND benefit IN (SELECT benefit FROM benefit WHERE benefit_group = 'A2')
      GROUP BY residence, year) f
JOIN place pl ON pl.place = f.residence
WHERE pl.belfiore <> '';

-- misure=beneficiari&righe=prestazione&colonne=anno&regione=08
SELECT be.code, f.year, n
FROM (SELECT benefit, year, COUNT(DISTINCT person) AS n FROM facts
      WHERE residence IN (SELECT place FROM place WHERE region = '08') GROUP BY benefit, year) f
JOIN benefit be ON be.benefit = f.benefit;

-- misure=spesa&righe=comune&colonne=anno
SELECT pl.belfiore, f.year, n
FROM (SELECT residence, year, CAST(SUM(total_cents) AS BIGINT) AS n FROM facts GROUP BY residence, year) f
JOIN place pl ON pl.place = f.residence
WHERE pl.belfiore <> '';

-- misure=spesa&righe=ats&colonne=anno
SELECT py.ats, f.year, CAST(SUM(n) AS BIGINT)
FROM (SELECT residence, year, CAST(SUM(total_cents) AS BIGINT) AS n FROM facts GROUP BY residence, year) f
JOIN place_year py ON py.place = f.residence AND py.year = f.year
WHERE py.ats <> ''
GROUP BY py.ats, f.year;

-- misure=spesa&righe=regione&colonne=prestazione
SELECT pl.region, be.code, CAST(SUM(n) AS BIGINT)
FROM (SELECT residence, benefit, CAST(SUM(total_cents) AS BIGINT) AS n FROM facts GROUP BY residence, benefit) f
JOIN place pl ON pl.place = f.residence
JOIN benefit be ON be.benefit = f.benefit
WHERE pl.region <> ''
GROUP BY pl.region, be.code;

-- misure=spesa&righe=comune&prestazione=A2.07&ordina=-spesa&primi=20
SELECT pl.belfiore, n
FROM (SELECT residence, CAST(SUM(total_cents) AS BIGINT) AS n FROM facts
      WHERE benefit = (SELECT benefit FROM benefit WHERE code = 'A2.07') GROUP BY residence) f
JOIN place pl ON pl.place = f.residence
WHERE pl.belfiore <> '';
