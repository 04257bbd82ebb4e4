/* words.c - common words for the values of closed lists, folded. Only words that mean one thing: a profile's value maps say
 * what the others mean (numbers for lanes, national codes). */
#include "words.h"

#include <string.h>

#include "fold.h"

struct word {
	const char *list, *value;
	const char *const *words;
};

#define WORDS(...) (const char *const[]){__VA_ARGS__, NULL}

static const struct word words[] = {
	{"lane", "green", WORDS("g", "v", "vert", "verte", "verde", "circuitvert", "couloirvert", "greenlane", "greenchannel",
		"\xd8\xa7\xd8\xae\xd8\xb6\xd8\xb1")},
	{"lane", "blue", WORDS("b", "bleu", "bleue", "azul", "circuitbleu", "couloirbleu", "bluelane", "bluechannel",
		"\xd8\xa7\xd8\xb2\xd8\xb1\xd9\x82")},
	{"lane", "yellow", WORDS("y", "j", "jaune", "amarillo", "amarelo", "circuitjaune", "couloirjaune", "yellowlane",
		"yellowchannel", "\xd8\xa7\xd8\xb5\xd9\x81\xd8\xb1")},
	{"lane", "orange", WORDS("o", "naranja", "laranja", "orangelane", "orangechannel", "circuitorange",
		"\xd8\xa8\xd8\xb1\xd8\xaa\xd9\x82\xd8\xa7\xd9\x84\xd9\x8a")},
	{"lane", "red", WORDS("r", "rouge", "rojo", "vermelho", "circuitrouge", "couloirrouge", "redlane", "redchannel",
		"\xd8\xa7\xd8\xad\xd9\x85\xd8\xb1")},
	{"flow", "import", WORDS("i", "im", "imp", "imports", "importation", "importacion", "im4", "im5", "im6", "im7", "im9",
		"\xd8\xa7\xd8\xb3\xd8\xaa\xd9\x8a\xd8\xb1\xd8\xa7\xd8\xaf", "\xd9\x88\xd8\xa7\xd8\xb1\xd8\xaf")},
	{"flow", "export", WORDS("e", "ex", "exp", "exports", "exportation", "exportacion", "ex1", "ex2", "ex3",
		"\xd8\xaa\xd8\xb5\xd8\xaf\xd9\x8a\xd8\xb1", "\xd8\xb5\xd8\xa7\xd8\xaf\xd8\xb1")},
	{"flow", "transit", WORDS("t", "tr", "t1", "t2", "im8", "ex8", "tr8", "transito", "transits",
		"\xd8\xaa\xd8\xb1\xd8\xa7\xd9\x86\xd8\xb2\xd9\x8a\xd8\xaa", "\xd8\xb9\xd8\xa8\xd9\x88\xd8\xb1")},
	{"status", "registered", WORDS("enregistre", "enregistree", "lodged", "accepted")},
	{"status", "selected", WORDS("selectionne", "selectionnee")},
	{"status", "assessed", WORDS("liquide", "liquidee")},
	{"status", "paid", WORDS("paye", "payee", "acquitte", "acquittee")},
	{"status", "released", WORDS("mainlevee", "bae", "bonaenlever", "libere", "liberee", "cleared")},
	{"status", "exited", WORDS("sortie", "sorti", "bonasortir", "gateout")},
	{"status", "cancelled", WORDS("canceled", "annule", "annulee")},
	{"status", "rejected", WORDS("rejete", "rejetee")},
	{"status", "seized", WORDS("saisi", "saisie")},
	{"status", "abandoned", WORDS("abandonne", "abandonnee")},
	{"payment_mode", "cash", WORDS("especes", "comptant", "numeraire")},
	{"payment_mode", "bank", WORDS("banque", "cheque", "check", "virement", "transfer", "banktransfer")},
	{"payment_mode", "electronic", WORDS("electronique", "epay", "epayment", "online", "card", "carte", "mobile")},
	{"payment_mode", "deferred", WORDS("credit", "differe", "creditdenlevement", "deferredpayment")},
	{"select_reason", "rule", WORDS("regle", "criteria", "critere", "rules")},
	{"select_reason", "random", WORDS("aleatoire", "hasard")},
	{"select_reason", "manual", WORDS("manuel", "manuelle")},
	{"select_reason", "model", WORDS("modele", "ml")},
	{"select_reason", "mandatory", WORDS("obligatoire")},
	{"select_reason", "none", WORDS("aucun", "aucune", "nonselectionne")},
	{"assigned_by", "system", WORDS("systeme", "auto", "automatic")},
	{"assigned_by", "manual", WORDS("manuel", "manuelle", "supervisor")},
	{"inspection_type", "document", WORDS("doc", "documentary", "documentaire", "documents")},
	{"inspection_type", "physical", WORDS("phys", "physique", "exam", "examination")},
	{"inspection_type", "scanner", WORDS("nii", "scan", "scanning", "xray")},
	{"inspection_type", "laboratory", WORDS("lab", "laboratoire", "labo")},
	{"inspection_outcome", "conform", WORDS("conforme", "compliant", "conforming", "ok")},
	{"inspection_outcome", "minor", WORDS("minordiscrepancy", "mineur", "mineure")},
	{"inspection_outcome", "noncompliant", WORDS("nonconforme", "noncompliance", "infraction", "nonconforming")},
	{"inspection_outcome", "", WORDS("none", "nonerecorded", "notrecorded", "nonrenseigne")},
	{"inspection_finding", "value", WORDS("valeur", "undervaluation", "valuation")},
	{"inspection_finding", "classification", WORDS("espece", "classement", "misclassification", "tariff")},
	{"inspection_finding", "origin", WORDS("origine")},
	{"inspection_finding", "quantity", WORDS("quantite", "weight", "poids")},
	{"inspection_finding", "undeclared", WORDS("nondeclare", "nondeclaree", "undeclaredgoods")},
	{"inspection_finding", "prohibited", WORDS("prohibe", "prohibee", "interdit")},
	{"inspection_finding", "ipr", WORDS("counterfeit", "contrefacon", "dpi")},
	{"inspection_finding", "", WORDS("none", "aucun", "aucune")},
	{"seizure_type", "drugs", WORDS("drogue", "drogues", "stupefiants", "narcotics")},
	{"seizure_type", "heritage", WORDS("patrimoine", "culturalheritage")},
	{"seizure_type", "environment", WORDS("environnement", "cites")},
	{"seizure_type", "ipr", WORDS("dpi", "contrefacon", "iprhealthandsafety")},
	{"seizure_type", "revenue", WORDS("recettes", "tobacco", "tabac", "alcohol")},
	{"seizure_type", "security", WORDS("securite", "weapons", "armes")},
	{"seizure_type", "currency", WORDS("devises", "cash", "money", "moneylaundering")},
	{"head", "duty", WORDS("duties", "droits", "droit", "customsduty", "dd")},
	{"head", "vat", WORDS("tva", "gst", "salestax")},
	{"head", "excise", WORDS("excises", "accise", "accises")},
	{"head", "other", WORDS("others", "autre", "autres")},
	{"post_kind", "sea", WORDS("seaport", "port", "maritime", "mer")},
	{"post_kind", "air", WORDS("airport", "aeroport", "aerien")},
	{"post_kind", "land", WORDS("border", "road", "terrestre", "frontiere")},
	{"post_kind", "rail", WORDS("railway", "fer")},
	{"post_kind", "inland", WORDS("dryport", "interieur", "icd")},
	{"post_kind", "mail", WORDS("post", "postal", "poste")},
	{"trader_role", "importer", WORDS("importateur")},
	{"trader_role", "exporter", WORDS("exportateur")},
	{"trader_role", "broker", WORDS("declarant", "agent", "transitaire", "commissionnaire")},
	{"milestone", "ARR", WORDS("arrival", "arrived")},
	{"milestone", "DIS", WORDS("discharge", "discharged")},
	{"milestone", "LDG", WORDS("lodgement", "lodged", "registered", "registration")},
	{"milestone", "SEL", WORDS("selected", "selection")},
	{"milestone", "ASG", WORDS("assigned", "assignment")},
	{"milestone", "ASM", WORDS("assessed", "assessment")},
	{"milestone", "PAY", WORDS("paid", "payment")},
	{"milestone", "REL", WORDS("released", "release")},
	{"milestone", "GOUT", WORDS("gateout", "exit", "exited")},
};

static bool is_in(const char *const *list, const char *folded)
{
	while (*list && strcmp(*list, folded) != 0)
		list++;
	return *list != NULL;
}

const char *words_find(const struct model_column *column, const char *s, size_t n)
{
	char folded[64];

	for (const char *const *value = column->values; *value; value++)
		if (strncmp(*value, s, n) == 0 && (*value)[n] == '\0')
			return *value;
	if (n >= sizeof(folded) || fold_word(s, n, folded, sizeof(folded)) == 0)
		return NULL;
	for (const char *const *value = column->values; *value; value++)
		if (fold_is_same(*value, folded))
			return *value;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].list, column->list) == 0 && is_in(words[i].words, folded))
			return words[i].value;
	return NULL;
}

int words_find_bool(const char *s, size_t n)
{
	static const char *const yes[] = {"1", "y", "yes", "t", "true", "o", "oui", "vrai", "si", "\xd9\x86\xd8\xb9\xd9\x85",
		NULL};
	static const char *const no[] = {"0", "n", "no", "f", "false", "non", "faux", "\xd9\x84\xd8\xa7", NULL};
	char folded[16];

	if (n == 1 && (*s == '0' || *s == '1'))
		return *s - '0';
	if (n >= sizeof(folded))
		return -1;
	fold_word(s, n, folded, sizeof(folded));
	if (is_in(yes, folded))
		return 1;
	return is_in(no, folded) ? 0 : -1;
}

bool words_is_total(const char *s, size_t n)
{
	static const char *const starts[] = {"total", "soustotal", "subtotal", "grandtotal", "totaux", "sommetotale",
		"\xd8\xa7\xd9\x84\xd9\x85\xd8\xac\xd9\x85\xd9\x88\xd8\xb9", "\xd8\xa7\xd9\x84\xd8\xa7\xd8\xac\xd9\x85\xd8\xa7"
		"\xd9\x84\xd9\x8a", "\xd9\x85\xd8\xac\xd9\x85\xd9\x88\xd8\xb9", NULL};
	char folded[64];

	fold_word(s, n < 40 ? n : 40, folded, sizeof(folded));
	for (size_t i = 0; starts[i]; i++)
		if (strncmp(folded, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}
