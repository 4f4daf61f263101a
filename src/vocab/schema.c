#include "vocab/schema.h"

#include <string.h>

#define PREFIX(name, iri)                                                      \
    {                                                                          \
        name, iri, NULL, LTN_TERM_PREFIX, false, true                          \
    }
#define CLASS(name, ns)                                                        \
    {                                                                          \
#name, ns ":" #name, NULL, LTN_TERM_CLASS, false, true                 \
    }
#define BODY_CLASS(name, ns)                                                   \
    {                                                                          \
#name, ns ":" #name, NULL, LTN_TERM_CLASS, false, false                \
    }
#define MOTIVE(name)                                                           \
    {                                                                          \
#name, "oa:" #name, NULL, LTN_TERM_VALUE, false, false                 \
    }
#define META(name, ns, type)                                                   \
    {                                                                          \
#name, ns ":" #name, type, LTN_TERM_PROPERTY, false, true              \
    }
#define PROPERTY(name, iri, type)                                              \
    {                                                                          \
        name, iri, type, LTN_TERM_PROPERTY, false, false                       \
    }
#define LIST(name, iri)                                                        \
    {                                                                          \
        name, iri, "@id", LTN_TERM_PROPERTY, true, false                       \
    }

/* JSON-LD 1.1 #the-context; a property's anchor is its IRI. */
const ltn_term ltn_terms[] = {
    PREFIX("schema", "https://schema.org/"),
    PREFIX("oa", "http://www.w3.org/ns/oa#"),
    PREFIX("prov", "http://www.w3.org/ns/prov#"),
    PREFIX("dcterms", "http://purl.org/dc/terms/"),
    PREFIX("as", "http://www.w3.org/ns/activitystreams#"),
    PREFIX("itsrdf", "http://www.w3.org/2005/11/its/rdf#"),
    PREFIX("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    PREFIX("xsd", "http://www.w3.org/2001/XMLSchema#"),
    PREFIX("tei", "http://www.tei-c.org/ns/1.0/"),

    /* What a document or a cited work can be. */
    CLASS(Article, "schema"),
    CLASS(Book, "schema"),
    CLASS(Chapter, "schema"),
    CLASS(Conversation, "schema"),
    CLASS(CreativeWork, "schema"),
    CLASS(CreativeWorkSeries, "schema"),
    CLASS(Legislation, "schema"),
    CLASS(Message, "schema"),
    CLASS(NewsArticle, "schema"),
    CLASS(Periodical, "schema"),
    CLASS(Report, "schema"),
    CLASS(ScholarlyArticle, "schema"),
    CLASS(Thesis, "schema"),
    CLASS(WebPage, "schema"),
    BODY_CLASS(Quotation, "schema"),
    BODY_CLASS(SiteNavigationElement, "schema"),
    BODY_CLASS(Table, "schema"),
    BODY_CLASS(WebPageElement, "schema"),
    BODY_CLASS(Dataset, "schema"),
    BODY_CLASS(DefinedTerm, "schema"),
    CLASS(Event, "schema"),
    CLASS(MediaObject, "schema"),
    CLASS(Organization, "schema"),
    CLASS(Person, "schema"),
    CLASS(Place, "schema"),
    BODY_CLASS(Thing, "schema"),
    CLASS(PropertyValue, "schema"),
    CLASS(CreateAction, "schema"),
    CLASS(DownloadAction, "schema"),
    CLASS(SoftwareApplication, "schema"),

    META(abstract, "schema", NULL),
    META(affiliation, "schema", "@id"),
    META(alternativeHeadline, "schema", NULL),
    META(author, "schema", "@id"),
    META(conditionsOfAccess, "schema", NULL),
    META(contentSize, "schema", NULL),
    META(contributor, "schema", "@id"),
    META(datePublished, "schema", "schema:Date"),
    META(description, "schema", NULL),
    META(editor, "schema", "@id"),
    META(encoding, "schema", "@id"),
    META(encodingFormat, "schema", NULL),
    META(endTime, "schema", "schema:DateTime"),
    META(funder, "schema", "@id"),
    META(genre, "schema", NULL),
    META(identifier, "schema", NULL),
    META(inLanguage, "schema", NULL),
    META(instrument, "schema", "@id"),
    META(isBasedOn, "schema", "@id"),
    META(isPartOf, "schema", "@id"),
    META(isbn, "schema", NULL),
    META(jobTitle, "schema", NULL),
    META(keywords, "schema", NULL),
    META(license, "schema", "@id"),
    META(location, "schema", "@id"),
    META(locationCreated, "schema", "@id"),
    META(name, "schema", NULL),
    META(object, "schema", "@id"),
    META(organizer, "schema", "@id"),
    META(position, "schema", NULL),
    META(propertyID, "schema", NULL),
    META(publisher, "schema", "@id"),
    META(recordedAt, "schema", "@id"),
    META(recordedIn, "schema", "@id"),
    META(result, "schema", "@id"),
    META(sdDatePublished, "schema", "schema:Date"),
    META(sha256, "schema", NULL),
    META(softwareVersion, "schema", NULL),
    META(startDate, "schema", "schema:Date"),
    META(startTime, "schema", "schema:DateTime"),
    META(translator, "schema", "@id"),
    META(value, "schema", NULL),
    META(version, "schema", NULL),
    PROPERTY("citation", "schema:citation", "@id"),
    LIST("hasPart", "schema:hasPart"),
    PROPERTY("legislationIdentifier", "schema:legislationIdentifier", NULL),
    PROPERTY("legislationPassedBy", "schema:legislationPassedBy", "@id"),
    PROPERTY("mentions", "schema:mentions", "@id"),
    PROPERTY("spokenByCharacter", "schema:spokenByCharacter", "@id"),
    PROPERTY("subjectOf", "schema:subjectOf", "@id"),
    PROPERTY("text", "schema:text", NULL),
    PROPERTY("url", "schema:url", "@id"),
    PROPERTY("wordCount", "schema:wordCount", NULL),

    /* Web Annotation vocabulary #annotation, #selectors; Activity Streams 2.0
     * vocabulary #dfn-orderedcollectionpage. */
    BODY_CLASS(Annotation, "oa"),
    BODY_CLASS(SpecificResource, "oa"),
    BODY_CLASS(TextPositionSelector, "oa"),
    BODY_CLASS(TextQuoteSelector, "oa"),
    {"AnnotationPage", "as:OrderedCollectionPage", NULL, LTN_TERM_CLASS, false,
     false},
    LIST("items", "as:items"),
    PROPERTY("body", "oa:hasBody", "@id"),
    PROPERTY("end", "oa:end", "xsd:nonNegativeInteger"),
    PROPERTY("exact", "oa:exact", NULL),
    PROPERTY("motivation", "oa:motivatedBy", "@vocab"),
    PROPERTY("prefix", "oa:prefix", NULL),
    PROPERTY("selector", "oa:hasSelector", "@id"),
    PROPERTY("source", "oa:hasSource", "@id"),
    PROPERTY("start", "oa:start", "xsd:nonNegativeInteger"),
    PROPERTY("suffix", "oa:suffix", NULL),
    PROPERTY("target", "oa:hasTarget", "@id"),
    MOTIVE(classifying),
    MOTIVE(describing),
    MOTIVE(highlighting),
    MOTIVE(identifying),
    MOTIVE(linking),

    /* PROV-O #Activity, #SoftwareAgent. */
    CLASS(Activity, "prov"),
    CLASS(SoftwareAgent, "prov"),
    META(used, "prov", "@id"),
    META(wasAssociatedWith, "prov", "@id"),
    META(wasDerivedFrom, "prov", "@id"),
    META(wasGeneratedBy, "prov", "@id"),

    /* How a decision was made: ITS 2.0 #textanalysis; the technique is the name
     * of our rule, the evidence what spoke for it. */
    PROPERTY("confidence", "itsrdf:taConfidence", "xsd:double"),
    PROPERTY("rule", "schema:measurementTechnique", NULL),
    PROPERTY("evidence", "dcterms:description", NULL),

    /* The same node in our TEI. */
    PROPERTY("teiAttributes", "tei:attributes", "@json"),
    PROPERTY("teiElement", "tei:element", "@id"),
    PROPERTY("teiParent", "tei:parent", "@id"),
    {0},
};

const ltn_term *ltn_term_find(const char *name)
{
    for (const ltn_term *t = ltn_terms; t->name; t++)
        if (strcmp(t->name, name) == 0)
            return t;
    return NULL;
}

const char *ltn_term_class(const char *name, const char *fallback)
{
    const ltn_term *t = name ? ltn_term_find(name) : NULL;

    return t && t->kind == LTN_TERM_CLASS ? t->name : fallback;
}
