#include "../../check.h"

#include "shown.h"

static void united_nations(void **state)
{
    (void)state;
    expect_cited(
        "In A/78/6 (Sect. 27), paras. 3 and 7-9, and S/RES/1373 (2001)",
        "[A/78/6 (Sect. 27), paras. 3 and 7-9]=A/78/6(Sect.27)"
        "<paragraph 3-9>[S/RES/1373 (2001)]=S/RES/1373(2001)");
    expect_cited("resolution 46/182, annex, para. 12",
                 "[resolution 46/182, annex, para. 12]=A/RES/46/182"
                 "<annex ><paragraph 12>");
    expect_cited("Council resolution 16/18, SC Res. 687 and decision 61/503 A",
                 "[resolution 16/18]=A/HRC/RES/16/18[SC Res. 687]=S/RES/687"
                 "[decision 61/503 A]=A/DEC/61/503");
    expect_cited(
        "resolutions 1267 (1999), 1333 (2000) and 1390 (2002)",
        "[resolutions 1267 (1999)]=S/RES/1267(1999)"
        "[1333 (2000)]=S/RES/1333(2000)[1390 (2002)]=S/RES/1390(2002)");
}

static void provisions_have_units_of_their_own(void **state)
{
    (void)state;
    expect_cited("Article 2, paragraph 4, of the Charter",
                 "[Article 2, paragraph 4, of the Charter]="
                 "UN-Charter Art. 2, paragraph 4<article 2><paragraph 4>");
    expect_cited("under Chapter VII of the Charter of the United Nations",
                 "[Chapter VII of the Charter of the United Nations]="
                 "UN-Charter Ch. VII<chapter 7>");
    expect_cited("art. 8(2)(b)(xxvi) of the Rome Statute",
                 "[art. 8(2)(b)(xxvi) of the Rome Statute]="
                 "Rome-Statute Art. 8(2)(b)(xxvi)<article 8(2)(b)(xxvi)>");
}

static void european_law_in_several_languages(void **state)
{
    (void)state;
    expect_cited("Article 6(1)(f) of Regulation (EU) 2016/679",
                 "[Article 6(1)(f) of Regulation (EU) 2016/679]="
                 "CELEX:32016R0679<article 6(1)(f)>");
    expect_cited("die Richtlinie 95/46/EG, le règlement (CE) n° 44/2001",
                 "[Richtlinie 95/46/EG]=CELEX:31995L0046"
                 "[règlement (CE) n° 44/2001]=CELEX:32001R0044");
    expect_cited("Google Spain, EU:C:2014:317, paragraph 80",
                 "[EU:C:2014:317, paragraph 80]=ECLI:EU:C:2014:317"
                 "<paragraph 80>");
    expect_cited("Directives 2002/19/EC and 2002/20/EC",
                 "[Directives 2002/19/EC]=CELEX:32002L0019"
                 "[2002/20/EC]=CELEX:32002L0020");
}

static void american_law(void **state)
{
    (void)state;
    expect_cited("Marbury v. Madison, 5 U.S. (1 Cranch) 137, 177 (1803)",
                 "[5 U.S. (1 Cranch) 137, 177]=5 U.S. 137<page 177>");
    expect_cited("384 U.S. 436, 444-45 & n.5, 86 S. Ct. 1602 (1966)",
                 "[384 U.S. 436, 444-45 & n.5]=384 U.S. 436<page 444-445>"
                 "<note 5>[86 S. Ct. 1602]=86 S. Ct. 1602");
    expect_cited("N.Y. Penal Law § 125.25 and RCW 9A.32.030",
                 "[N.Y. Penal Law § 125.25]=N.Y. Penal Law § 125.25"
                 "[RCW 9A.32.030]=RCW § 9A.32.030");
    expect_cited("29 U.S.C. §§ 201, 206 and 207",
                 "[29 U.S.C. §§ 201]=29 U.S.C. § 201[206]=29 U.S.C. § 206"
                 "[207]=29 U.S.C. § 207");
}

static void a_page_after_id_is_of_what_has_pages(void **state)
{
    (void)state;
    expect_cited("347 U.S. 483. See 17 U.S.C. § 107. Id. at 496.",
                 "[347 U.S. 483]=347 U.S. 483[17 U.S.C. § 107]="
                 "17 U.S.C. § 107[Id. at 496]=347 U.S. 483->347 U.S"
                 "<page 496>");
}

static void scripture_and_classics(void **state)
{
    (void)state;
    expect_cited("Matthew 5:3-12; 6:9-13 and Gen 1:1-2:3",
                 "[Matthew 5:3-12]=Matt.5.3-Matt.5.12[6:9-13]="
                 "Matt.6.9-Matt.6.13[Gen 1:1-2:3]=Gen.1.1-Gen.2.3");
    expect_cited("1. Mose 1,1; Jn 3,16; 1 Кор. 13:4; Matt. v. 3",
                 "[1. Mose 1,1]=Gen.1.1[Jn 3,16]=John.3.16[1 Кор. 13:4]="
                 "1Cor.13.4[Matt. v. 3]=Matt.5.3");
    expect_cited("Pl. Resp. 514a-520a",
                 "[Pl. Resp. 514a-520a]="
                 "urn:cts:greekLit:tlg0059.tlg030:514a-520a");
}

static void standards_and_identifiers(void **state)
{
    (void)state;
    expect_cited("RFCs 2119 and 8174, ISO/IEC 27001:2022, UAX #29",
                 "[RFCs 2119]=RFC 2119[8174]=RFC 8174[ISO/IEC 27001:2022]="
                 "ISO/IEC 27001:2022[UAX #29]=UAX 29");
    expect_cited("J. Carberry (0000-0002-1825-0097), ark:/12148/btv1b8449691v",
                 "[0000-0002-1825-0097]=0000-0002-1825-0097"
                 "[ark:/12148/btv1b8449691v]=ark:12148/btv1b8449691v");
}

static void a_name_that_the_text_gives_stands_for_the_work(void **state)
{
    (void)state;
    expect_cited("The Agreement on Ceasefire of 14 May 1994 (hereinafter “the "
                 "Ceasefire”) holds.\n\nUnder the Ceasefire all is quiet.",
                 "[Agreement on Ceasefire of 14 May 1994][Ceasefire]");
}

static void much_looks_like_a_citation_and_is_none(void **state)
{
    static const char *const texts[] = {
        "They won 3:1, and 5:4 after extra time, at 10:30.",
        "It cost $3.50 in 2019/20, or 24/7 for 1,500 people.",
        "See section 3.2 of this report, page 12, table 4 (2001).",
        "The Boeing 747-400, an F-16 and USB 3.0 with 16 GB.",
        "at ISO 400 on DIN A4 paper, IEEE 2019 conference",
        "an A/B test, and/or S/he and C/O the T/A unit",
        "resolution of 1920x1080, 300/600 dpi; a decision of 2004",
        "ISBN 978-3-16-148410-1, ISSN 0317-8472, 0000-0002-1694-2330",
        "the Charter, which has many chapters; article by article",
        "In 12 Angry Men, 5 Ala. men and 2 U.S. cities.",
        "Mark 3, 2019. Acts 1967. Is 3:2 good? In Genesis 1977.",
        "Case closed: 12/13 people; the causa sui of Article 9.",
        "Phone 978-555-1234, version 10.1.2/3 of 2019",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_cited(texts[i], "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(united_nations),
        cmocka_unit_test(provisions_have_units_of_their_own),
        cmocka_unit_test(european_law_in_several_languages),
        cmocka_unit_test(american_law),
        cmocka_unit_test(a_page_after_id_is_of_what_has_pages),
        cmocka_unit_test(scripture_and_classics),
        cmocka_unit_test(standards_and_identifiers),
        cmocka_unit_test(a_name_that_the_text_gives_stands_for_the_work),
        cmocka_unit_test(much_looks_like_a_citation_and_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
