#include "../check.h"

#include "analyse/dates/dates.h"

#include <stdio.h>
#include <string.h>

/* The dates of a text: "[words]=value" each. */
static void expect(const char *text, const char *want)
{
    ltn_date_words w = {.months = {0}};
    const char *at = text, *end = text + strlen(text);
    char got[512] = "";
    ltn_date d;

    ltn_date_words_load(&w);
    while (ltn_date_next(&w, text, &at, end, &d)) {
        size_t n = strlen(got);
        snprintf(got + n, sizeof got - n, "[%.*s]=%s", (int)(d.end - d.start),
                 d.start, d.iso);
    }
    ltn_words_release(&w.months);
    assert_string_equal(got, want);
}

static void english_dates_have_either_order(void **state)
{
    (void)state;
    expect("on July 19, 2024, and 18 March 2010.",
           "[July 19, 2024]=2024-07-19[18 March 2010]=2010-03-18");
    expect("the 21st of September, 1971",
           "[21st of September, 1971]=1971-09-21");
    expect("NEW YORK, 27 SEPTEMBER 2024", "[27 SEPTEMBER 2024]=2024-09-27");
    expect("the May (2024) meeting", "[May (2024)]=2024-05");
}

static void ten_languages_name_their_months(void **state)
{
    (void)state;
    expect("le 1er janvier 2024", "[1er janvier 2024]=2024-01-01");
    expect("am 3. März 2020", "[3. März 2020]=2020-03-03");
    expect("el 19 de julio de 2024", "[19 de julio de 2024]=2024-07-19");
    expect("19 июля 2024 года", "[19 июля 2024]=2024-07-19");
    expect("il 2 giugno 1946", "[2 giugno 1946]=1946-06-02");
    expect("7 de setembro de 1822", "[7 de setembro de 1822]=1822-09-07");
    expect("11 listopada 1918 r.", "[11 listopada 1918]=1918-11-11");
    expect("5 mei 1945", "[5 mei 1945]=1945-05-05");
    expect("6. joulukuuta 1917", "[6. joulukuuta 1917]=1917-12-06");
    expect("1848. március 15-én", "[1848. március 15]=1848-03-15");
    expect("29 Ekim 1923", "[29 Ekim 1923]=1923-10-29");
    expect("في 23 يوليو 1952", "[23 يوليو 1952]=1952-07-23");
    expect("٢٣ يوليو ١٩٥٢", "[٢٣ يوليو ١٩٥٢]=1952-07-23");
    expect("2024年7月19日に", "[2024年7月19日]=2024-07-19");
    expect("2024년 7월 19일", "[2024년 7월 19일]=2024-07-19");
}

static void figures_are_dates_when_they_are_clear(void **state)
{
    (void)state;
    expect("23.9.2024", "[23.9.2024]=2024-09-23");
    expect("2024-07-19", "[2024-07-19]=2024-07-19");
    expect("7/19/2024 and 19/7/2024",
           "[7/19/2024]=2024-07-19[19/7/2024]=2024-07-19");
    expect("3/4/2024", "");
}

static void dates_are_written_in_many_other_ways(void **state)
{
    (void)state;
    expect("5-Oct-2021 and 5. 10. 2021",
           "[5-Oct-2021]=2021-10-05[5. 10. 2021]=2021-10-05");
    expect("25-10-2021, 2021.10.05",
           "[25-10-2021]=2021-10-25[2021.10.05]=2021-10-05");
    expect("12.X.2021", "[12.X.2021]=2021-10-12");
    expect("the 5th day of October 2021",
           "[5th day of October 2021]=2021-10-05");
    expect("10-11 October 2021", "[11 October 2021]=2021-10-11");
    expect("5 تشرين الأول/أكتوبر 2021",
           "[5 تشرين الأول/أكتوبر 2021]=2021-10-05");
    expect("5 d’octubre de 2021", "[5 d’octubre de 2021]=2021-10-05");
    expect("2021 m. spalio 5 d.", "[2021 m. spalio 5]=2021-10-05");
    expect("２０２１年１０月５日", "[２０２１年１０月５日]=2021-10-05");
}

static void only_days_of_the_calendar_are_dates(void **state)
{
    (void)state;
    expect("29 February 2023", "[February 2023]=2023-02");
    expect("31.4.2024", "");
    expect("29 February 2024", "[29 February 2024]=2024-02-29");
}

static void numbers_alone_are_no_dates(void **state)
{
    (void)state;
    expect("resolution 1325 of 2000 and A/RES/77/13, 3,800 people", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_dates_have_either_order),
        cmocka_unit_test(ten_languages_name_their_months),
        cmocka_unit_test(figures_are_dates_when_they_are_clear),
        cmocka_unit_test(dates_are_written_in_many_other_ways),
        cmocka_unit_test(only_days_of_the_calendar_are_dates),
        cmocka_unit_test(numbers_alone_are_no_dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
