#include "../../check.h"

#include "convert/metadata/metadata.h"
#include "util/limits.h"

#include <stdio.h>
#include <string.h>

typedef struct sample {
    ltn_table t;
    ltn_diags diags;
} sample;

static int set_up(void **state)
{
    sample *s = calloc(1, sizeof *s);

    ltn_diags_init(&s->diags, "table");
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    sample *s = *state;

    ltn_table_release(&s->t);
    ltn_diags_release(&s->diags);
    free(s);
    return 0;
}

/* "file: key=value; key=value | file: ..." */
static const char *shown(const ltn_table *t)
{
    static char out[2048];
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < t->len; i++) {
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%s:", i ? " | " : "",
                              t->rows[i].file ? t->rows[i].file : "-");
        for (const ltn_field *f = t->rows[i].first; f; f = f->next)
            n += (size_t)snprintf(out + n, sizeof out - n, " %s=%s;", f->key,
                                  f->value);
    }
    return out;
}

static void csv(sample *s, const char *text, const char *want)
{
    assert_int_equal(ltn_table_csv(&s->t, text, strlen(text), ',', &s->diags),
                     LTN_OK);
    assert_string_equal(shown(&s->t), want);
}

static void yaml(sample *s, const char *text, const char *want)
{
    assert_int_equal(ltn_table_yaml(&s->t, text, strlen(text), &s->diags),
                     LTN_OK);
    assert_string_equal(shown(&s->t), want);
}

static void fails_at(sample *s, ltn_status status, unsigned line, unsigned col)
{
    assert_int_equal(status, LTN_INVALID);
    assert_non_null(s->diags.first);
    assert_int_equal(s->diags.first->pos.line, line);
    assert_int_equal(s->diags.first->pos.col, col);
}

static void csv_follows_rfc_4180(void **state)
{
    csv(*state,
        "file,title,author\r\na.txt,\"One, \"\"two\"\"\nthree\",A; B\r\n\r\n"
        "b.txt,,\n",
        "a.txt: title=One, \"two\"\nthree; author=A; author= B; | "
        "b.txt: title=;");
}

static void csv_of_a_spreadsheet_may_have_semicolons(void **state)
{
    csv(*state, "file;title\na.txt;One, two\n", "a.txt: title=One, two;");
}

static void csv_mistakes_have_a_place(void **state)
{
    static const char open[] = "file,title\na.txt,\"x\nb.txt,y\n";
    static const char after[] = "file,title\na.txt,\"x\"y\n";
    static const char more[] = "file,title\na.txt,x,\xC3\xA9\n";
    static const char none[] = "name,title\na.txt,x\n";
    sample *s = *state;

    fails_at(s, ltn_table_csv(&s->t, open, sizeof open - 1, ',', &s->diags), 2,
             7);
    tear_down(state);
    set_up(state);
    s = *state;
    fails_at(s, ltn_table_csv(&s->t, after, sizeof after - 1, ',', &s->diags),
             2, 10);
    tear_down(state);
    set_up(state);
    s = *state;
    fails_at(s, ltn_table_csv(&s->t, more, sizeof more - 1, ',', &s->diags), 2,
             9);
    tear_down(state);
    set_up(state);
    s = *state;
    fails_at(s, ltn_table_csv(&s->t, none, sizeof none - 1, ',', &s->diags), 1,
             1);
}

static void yaml_may_be_one_mapping(void **state)
{
    yaml(*state,
         "title: One\nauthor:\n  - A\n  - B\nsource: {url: 'http://x.example', "
         "title: T}\ndate: 2024-07-19\nplace: ~\n",
         "-: title=One; author=A; author=B; source.url=http://x.example; "
         "source.title=T; date=2024-07-19;");
}

static void yaml_may_be_a_list_or_name_files(void **state)
{
    yaml(*state, "- file: a.txt\n  title: A\n- {file: b.txt, title: B}\n",
         "a.txt: title=A; | b.txt: title=B;");
    tear_down(state);
    set_up(state);
    yaml(*state, "a.txt:\n  title: A\nb.txt:\n  source:\n    url: u\n",
         "a.txt: title=A; | b.txt: source.url=u;");
}

static void yaml_mistakes_have_a_place(void **state)
{
    static const char bad[] = "title: One\nauthor: [A\ndate: x\n";
    static const char alias[] = "title: &a One\nsubtitle: *a\n";
    sample *s = *state;

    fails_at(s, ltn_table_yaml(&s->t, bad, sizeof bad - 1, &s->diags), 3, 5);
    tear_down(state);
    set_up(state);
    s = *state;
    fails_at(s, ltn_table_yaml(&s->t, alias, sizeof alias - 1, &s->diags), 2,
             11);
}

static void json(sample *s, const char *text, const char *want)
{
    assert_int_equal(ltn_table_json(&s->t, text, strlen(text), &s->diags),
                     LTN_OK);
    assert_string_equal(shown(&s->t), want);
}

static void json_has_the_shapes_of_yaml(void **state)
{
    json(*state,
         "{\"title\": \"One\", \"author\": [\"A\", \"B\"],\n \"source\": "
         "{\"url\": \"u\"}, \"date\": 2024, \"place\": null}",
         "-: title=One; author=A; author=B; source.url=u; date=2024;");
    tear_down(state);
    set_up(state);
    json(*state, "[{\"file\": \"a.txt\", \"title\": \"A\"}, {\"file\": \"b\"}]",
         "a.txt: title=A; | b:");
    tear_down(state);
    set_up(state);
    json(*state, "{\"a.txt\": {\"title\": \"A\"}, \"b.txt\": {}}",
         "a.txt: title=A; | b.txt:");
}

static void json_mistakes_have_a_place(void **state)
{
    static const char list[] = "[{\"file\": \"a\"},\n {\"title\": [[1]]}]";
    sample *s = *state;

    fails_at(s, ltn_table_json(&s->t, list, sizeof list - 1, &s->diags), 2, 13);
}

static void keys_and_values_are_checked_with_their_place(void **state)
{
    sample *s = *state;

    csv(s, "file,titel,_mine,Date\na.txt,x,y,2024-02-30\n",
        "a.txt: titel=x; _mine=y; Date=2024-02-30;");
    fails_at(s, ltn_table_check(&s->t, false, &s->diags), 2, 7);
    assert_non_null(strstr(s->diags.first->text, "did you mean 'title'?"));
    assert_int_equal(s->diags.first->next->pos.col, 11);
    assert_int_equal(s->diags.count[LTN_ERROR], 2);
}

static void a_document_has_so_many_values_and_no_more(void **state)
{
    sample *s = *state;

    ltn_table_row(&s->t, (ltn_pos){.line = 1});
    for (unsigned i = 1; i <= LTN_META_VALUES_MAX; i++)
        ltn_table_field(&s->t, "keywords", 8, "river", 5,
                        (ltn_pos){.line = i, .col = 3});
    assert_int_equal(ltn_table_check(&s->t, false, &s->diags), LTN_OK);
    ltn_table_field(&s->t, "keywords", 8, "lake", 4,
                    (ltn_pos){.line = 2000, .col = 3});
    fails_at(s, ltn_table_check(&s->t, false, &s->diags), 2000, 3);
    assert_null(s->t.rows[0].last->canonical);
}

static void a_file_is_found_by_path_name_and_stem(void **state)
{
    sample *s = *state;

    csv(s, "file,title\n1/a.txt,One\n2/a.txt,Two\nb.txt,B\nc,C\n",
        "1/a.txt: title=One; | 2/a.txt: title=Two; | b.txt: title=B; | "
        "c: title=C;");
    assert_string_equal(ltn_table_find(&s->t, "x/2/a.txt")->first->value,
                        "Two");
    assert_string_equal(ltn_table_find(&s->t, "b.txt")->first->value, "B");
    assert_string_equal(ltn_table_find(&s->t, "d/c.txt")->first->value, "C");
    assert_null(ltn_table_find(&s->t, "3/a.txt"));
    assert_null(ltn_table_find(&s->t, "x/22/a.txt"));
}

static void file_names_have_metadata(void **state)
{
    sample *s = *state;

    assert_int_equal(ltn_pattern_check("{date}_{speaker}_{title}", &s->diags),
                     LTN_OK);
    assert_int_equal(ltn_pattern_apply("{date}_{speaker} - {title}",
                                       "2024-07-19_Ann Lee - On_ice.txt", &s->t,
                                       &s->diags),
                     LTN_OK);
    assert_string_equal(shown(&s->t),
                        "-: date=2024-07-19; speaker=Ann Lee; title=On ice;");
    tear_down(state);
    set_up(state);
    s = *state;
    assert_int_equal(
        ltn_pattern_apply("{_}_{title}.txt", "x_y.md", &s->t, &s->diags),
        LTN_OK);
    assert_string_equal(shown(&s->t), "");
    assert_int_equal(s->diags.count[LTN_WARNING], 1);
    assert_int_equal(ltn_pattern_check("{title}{dat}", &s->diags), LTN_EUSAGE);
    assert_int_equal(s->diags.count[LTN_ERROR], 2);
}

static const char *value(sample *s, ltn_meta_key key, const char *v)
{
    const char *found =
        ltn_value_check(key, v, (ltn_pos){0}, &s->t.arena, &s->diags);

    return found ? found : "";
}

static void values_are_put_into_canonical_form(void **state)
{
    sample *s = *state;

    assert_string_equal(value(s, LTN_META_TITLE, " a\tb\n"), "a b");
    assert_string_equal(value(s, LTN_META_DATE, "2024-07"), "2024-07");
    assert_string_equal(value(s, LTN_META_DATE, "19.7.2024"), "");
    assert_string_equal(value(s, LTN_META_LANGUAGE, "pt-br"), "pt-BR");
    assert_string_equal(value(s, LTN_META_LICENCE, "cc0-1.0"), "CC0-1.0");
    assert_string_equal(value(s, LTN_META_LICENCE, "free for all"), "");
    assert_string_equal(value(s, LTN_META_DOI, "https://doi.org/10.5555/ab"),
                        "10.5555/ab");
    assert_string_equal(value(s, LTN_META_DOI, "11.5555/ab"), "");
    assert_string_equal(value(s, LTN_META_ISBN, "0-306-40615-2"),
                        "9780306406157");
    assert_string_equal(value(s, LTN_META_ISBN, "0-306-40615-3"), "");
    assert_string_equal(value(s, LTN_META_SOURCE_URL, "www.x.example"), "");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(csv_follows_rfc_4180),
        TEST(csv_of_a_spreadsheet_may_have_semicolons),
        TEST(csv_mistakes_have_a_place),
        TEST(yaml_may_be_one_mapping),
        TEST(yaml_may_be_a_list_or_name_files),
        TEST(yaml_mistakes_have_a_place),
        TEST(json_has_the_shapes_of_yaml),
        TEST(json_mistakes_have_a_place),
        TEST(keys_and_values_are_checked_with_their_place),
        TEST(a_document_has_so_many_values_and_no_more),
        TEST(a_file_is_found_by_path_name_and_stem),
        TEST(file_names_have_metadata),
        TEST(values_are_put_into_canonical_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
