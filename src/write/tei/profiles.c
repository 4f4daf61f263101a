#include "write/tei/profiles.h"

#include "lectern.h"

#include <string.h>

#define GI(gi) (UINT64_C(1) << LTN_TEI_##gi)

#define VAULT                                                                  \
    "https://www.tei-c.org/Vault/P5/4.9.0/xml/tei/custom/schema/relaxng/"

static const ltn_tei_profile profiles[] = {
    {.name = "lectern", .schema = LTN_TEI_SCHEMA},
    {.name = "lite",
     .schema = VAULT "tei_lite.rng",
     .lacks = GI(FLOATING_TEXT) | GI(AB) | GI(QUOTE) | GI(SAID) |
              GI(PERS_NAME) | GI(ORG_NAME) | GI(PLACE_NAME) | GI(ROLE_NAME) |
              GI(FW) | GI(G),
     .header = LTN_NO_MEETING | LTN_NO_MEASURE | LTN_NO_AGENTS |
               LTN_NO_RECORDING | LTN_NO_EDITORIAL | LTN_NO_TAGS |
               LTN_NO_CHARACTERS | LTN_NO_APP | LTN_NO_ABSTRACT |
               LTN_NO_PEOPLE | LTN_NO_SETTING | LTN_NO_XENODATA |
               LTN_NO_STANDOFF | LTN_NO_VERSION | LTN_NO_INTERVAL,
     .instead = {[LTN_TEI_AB] = LTN_TEI_P,
                 [LTN_TEI_QUOTE] = LTN_TEI_Q,
                 [LTN_TEI_SAID] = LTN_TEI_Q,
                 [LTN_TEI_PERS_NAME] = LTN_TEI_NAME,
                 [LTN_TEI_ORG_NAME] = LTN_TEI_NAME,
                 [LTN_TEI_PLACE_NAME] = LTN_TEI_NAME,
                 [LTN_TEI_ROLE_NAME] = LTN_TEI_NAME,
                 [LTN_TEI_FW] = LTN_TEI_NOTE}},
    {.name = "parla",
     .schema = "https://raw.githubusercontent.com/clarin-eric/parla-clarin/"
               "master/schema/parla-clarin.rng",
     .lacks = GI(FLOATING_TEXT) | GI(OPENER) | GI(CLOSER) | GI(DATELINE) |
              GI(BYLINE) | GI(SALUTE) | GI(SIGNED) | GI(EPIGRAPH),
     .header = LTN_NO_EVENT_NAME | LTN_NO_BIBL_QUOTE},
    {.name = "simplePrint",
     .schema = VAULT "tei_simplePrint.rng",
     .lacks = GI(SAID) | GI(SO_CALLED) | GI(PERS_NAME) | GI(ORG_NAME) |
              GI(PLACE_NAME) | GI(ROLE_NAME) | GI(PTR),
     .header = LTN_NO_MEETING | LTN_NO_AGENTS | LTN_NO_FUNDER |
               LTN_NO_AUTHORITY | LTN_NO_RECORDING | LTN_NO_EDITORIAL |
               LTN_NO_APP | LTN_NO_SETTING | LTN_NO_STANDOFF | LTN_NO_VERSION |
               LTN_NO_REND | LTN_NO_EVENT_NAME | LTN_NO_PTR | LTN_NO_PEOPLE,
     .instead = {[LTN_TEI_SAID] = LTN_TEI_Q,
                 [LTN_TEI_SO_CALLED] = LTN_TEI_Q,
                 [LTN_TEI_PERS_NAME] = LTN_TEI_NAME,
                 [LTN_TEI_ORG_NAME] = LTN_TEI_NAME,
                 [LTN_TEI_PLACE_NAME] = LTN_TEI_NAME,
                 [LTN_TEI_ROLE_NAME] = LTN_TEI_NAME,
                 [LTN_TEI_PTR] = LTN_TEI_REF}},
};

enum { PROFILES = sizeof profiles / sizeof *profiles };

static void complain(const char *name, ltn_diags *diags)
{
    const char *names[PROFILES];

    for (size_t i = 0; i < PROFILES; i++)
        names[i] = profiles[i].name;
    const char *guess = ltn_nearest(name, names, PROFILES);
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "tei.profile.unknown",
                 "no TEI profile '%s'%s%s%s (known: lectern, lite, parla, "
                 "simplePrint)",
                 name, guess ? "; did you mean '" : "", guess ? guess : "",
                 guess ? "'?" : "");
}

const ltn_tei_profile *ltn_tei_profile_find(const char *name, ltn_diags *diags)
{
    if (!name)
        return &profiles[0];
    for (size_t i = 0; i < PROFILES; i++)
        if (strcmp(profiles[i].name, name) == 0)
            return &profiles[i];
    complain(name, diags);
    return NULL;
}
