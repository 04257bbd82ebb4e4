/* alias.c - the alias table: ASYCUDA (technical names and XML tags), the SAD's boxes, the WCO Data Model, English and French
 * words of exports. All names are folded (fold.h): no case, accents, spaces or marks.
 *
 * The order of a column's aliases is their rank: where a file has two of them, the earlier one is meant. Names that mean
 * different things in different systems are left out: a profile can say what they mean. */
#include "alias.h"

#include <string.h>

#include "fold.h"

struct alias {
	const char *column;
	const char *kind;		/* NULL: every kind that has the column */
	const char *const *names;
};

#define NAMES(...) (const char *const[]){__VA_ARGS__, NULL}

static const struct alias aliases[] = {
	{"declaration_id", NULL, NAMES("declid", "declaration", "declarationno", "declarationnumber", "declarationnr",
		"declarationref", "declarationreference", "declarationdeclarationid", "mrn", "sadid", "numerodeclaration",
		"numdeclaration", "nodeclaration", "ndeclaration", "numerodedeclaration", "numerodeladeclaration",
		"referencedeclaration", "iddeclaration", "customsreferencenumber", "\xd8\xb1\xd9\x82\xd9\x85"
		"\xd8\xa7\xd9\x84\xd8\xa8\xd9\x8a\xd8\xa7\xd9\x86", "declno")},
	{"office", NULL, NAMES("sadcuocod", "customsclearanceofficecode", "declarationofficeid",
		"declarationdeclarationofficeid", "keycuo", "cuocod", "officecode", "officeid", "customsoffice",
		"customsofficecode", "clearanceoffice", "post", "postcode", "bureau", "codebureau", "bureaudedouane",
		"bureaudouane", "bureaudedouanes", "codebureaudouane", "\xd8\xa7\xd9\x84\xd9\x85\xd8\xb1\xd9\x83\xd8\xb2", "idecuocod")},
	{"flow", NULL, NAMES("sadtypdec", "typeofdeclaration", "declarationtypecode", "typecode", "decltype",
		"declarationtype", "typedeclaration", "typededeclaration", "sens", "flux", "direction", "idetypsad")},
	{"registered_at", NULL, NAMES("registrationdate", "registereddate", "registered", "registeredon", "dateregistered",
		"sadregdate", "registrationtime", "registrationdatetime", "registrationtimestamp", "lodgedat", "lodgementdate",
		"ldg", "dateenregistrement", "datedenregistrement", "declarationdate", "datedeclaration",
		"datedeladeclaration", "acceptancedatetime", "declarationacceptancedatetime", "ideregdat")},
	{"regime", NULL, NAMES("sadtypproc", "saditmextdproc", "procedure", "procedurecode", "extendedprocedure",
		"extendedcustomsprocedure", "governmentprocedurecurrentcode", "cpc", "regimedouanier", "coderegime",
		"customsprocedure", "customsregime", "idetypprc")},
	{"status", NULL, NAMES("declarationstatus", "statut", "etat", "sadstatus", "responsestatus")},
	{"mode", NULL, NAMES("modeoftransport", "transportmode", "borderinformationmode", "bordertransportmeansmodecode",
		"modetransport", "modedetransport", "modeofborder", "sadmodbrd", "modeatborder")},
	{"importer_id", NULL, NAMES("importer", "importerid", "sadconsignee", "consigneecode", "consignee", "importertin",
		"importercode", "importernumber", "consigneetin", "importateur", "codeimportateur", "niuimportateur",
		"nifimportateur", "destinataire", "codedestinataire", "cmpconcod")},
	{"broker_id", NULL, NAMES("broker", "saddeclarant", "declarantcode", "declarant", "declarantid", "agentid",
		"brokercode", "customsbroker", "declaranttin", "codedeclarant", "commissionnaire", "transitaire", "deccod")},
	{"aeo", NULL, NAMES("aeoflag", "isaeo", "aeostatus", "oea", "authorisedoperator", "authorizedoperator")},
	{"origin", NULL, NAMES("countryoforigin", "countryoforigincode", "origincountry", "origincountrycode",
		"saditmctyorigin", "origincode", "paysorigine", "paysdorigine", "origine", "codepaysorigine")},
	{"dispatch", NULL, NAMES("countryofdispatch", "countryofexport", "countryofdeparture", "exportcountry",
		"exportcountrycode", "dispatchcountry", "paysprovenance", "paysdeprovenance", "provenance")},
	{"hs", NULL, NAMES("hscode", "commoditycode", "saditmhscod", "tariffcode", "hs6code", "hs6", "hs8", "hs10",
		"classificationid", "commodity", "tariff", "tarification", "codesh", "nomenclature", "positiontarifaire",
		"espece", "sh", "ntscode", "htscode")},
	{"hs6", NULL, NAMES("hs", "hscode", "commoditycode", "cmdcode")},
	{"item_count", NULL, NAMES("items", "numberofitems", "totalnumberofitems", "sadnumberitems", "nbitems", "itemscount",
		"nombrearticles", "nombredarticles", "nbarticles")},
	{"item_no", NULL, NAMES("item", "itemnumber", "itemnbr", "itemseq", "keyitmnbr", "itmnbr", "sequencenumeric",
		"article", "numeroarticle", "noarticle", "numarticle", "linenumber", "lineno")},
	{"gross_kg", NULL, NAMES("grossweight", "grossmass", "grossweightkg", "totalgrossweight", "grossweightitm",
		"goodsmeasuregrossmassmeasure", "poidsbrut", "massebrute", "sadgrossmass")},
	{"net_kg", NULL, NAMES("netweight", "netmass", "netweightkg", "netweightitm", "goodsmeasurenetnetweightmeasure",
		"poidsnet", "massenette", "saditmnetmass")},
	{"quantity", NULL, NAMES("qty", "suppqty", "supplementaryquantity", "supplementaryunitquantity", "quantite",
		"qtecomplementaire")},
	{"unit", NULL, NAMES("uom", "supplementaryunit", "supplementaryunitcode", "unitofmeasure", "unite")},
	{"cif_value", NULL, NAMES("cif", "totalcif", "cifamount", "customsvalue", "customsvalueamount", "statisticalvalue",
		"statisticalvalueamount", "saditmstatval", "valeurcaf", "caf", "valeurendouane", "valeurdouane")},
	{"currency", NULL, NAMES("currencycode", "invoicecurrencycode", "devise", "codedevise", "ccy", "monnaie")},
	{"assessed_initial", NULL, NAMES("initialassessment", "declaredtaxes", "taxesdeclared", "assessedinitially",
		"liquidationinitiale", "droitsdeclares")},
	{"assessed_final", NULL, NAMES("assessed", "finalassessment", "totaltaxes", "taxesassessed", "assessedamount",
		"dutytaxfeepaymentassessed", "montantliquide", "liquidationfinale", "droitsettaxesliquides", "droitsliquides")},
	{"paid_amount", NULL, NAMES("paidamt", "amountpaid", "paid", "totalpaid", "taxespaid", "dutytaxfeepaymentamount",
		"paymentamount", "montantpaye", "montantacquitte", "droitsettaxespayes", "droitspayes")},
	{"exempt_amount", NULL, NAMES("exemptamt", "exempted", "exemption", "amountexempted", "exonere", "montantexonere",
		"montantexoneration")},
	{"payment_mode", NULL, NAMES("modeofpayment", "paymentmethod", "paymentmethodcode", "methodofpayment",
		"modepaiement", "modedepaiement", "modereglement")},
	{"paper", NULL, NAMES("paperdocuments", "ispaper", "papier")},
	{"lane_initial", NULL, NAMES("lane", "initiallane", "channelinitial", "initialchannel", "channel", "selectedlane",
		"selectivitylane", "selectivitycolour", "selectivitycolor", "couleur", "circuit", "circuitinitial", "couloir")},
	{"lane_final", NULL, NAMES("finallane", "channelfinal", "finalchannel", "circuitfinal", "couloirfinal")},
	{"lane_from", NULL, NAMES("from", "fromlane", "oldlane", "channelfrom", "previouslane")},
	{"lane_to", NULL, NAMES("to", "tolane", "newlane", "channelto")},
	{"select_reason", NULL, NAMES("selectionreason", "reasonofselection", "selectivityreason", "motifselection",
		"motifdeselection")},
	{"rule_id", NULL, NAMES("rule", "rules", "ruleids", "criteria", "criterionid", "hitlist", "criteres", "regle")},
	{"score", NULL, NAMES("riskscore", "scorerisque", "scorederisque")},
	{"officer_id", NULL, NAMES("officer", "officercode", "assignedofficer", "examiningofficer", "inspector",
		"inspecteur", "verificateur", "codeinspecteur")},
	{"assigned_by", NULL, NAMES("assignment", "assignmentmode", "affectation", "affectepar")},
	{"version", NULL, NAMES("declarationversion", "versionid", "versionnumber", "versionno", "sadversion")},
	{"updated_at", NULL, NAMES("lastupdate", "lastupdated", "lastmodified", "modifiedat", "modificationdate",
		"datemodification", "datemaj", "datedemiseajour")},
	{"arrived_at", NULL, NAMES("arr", "arrival", "arrivaldate", "arrivaltime", "arrivaldatetime", "dateofarrival",
		"datearrivee", "datedarrivee")},
	{"discharged_at", NULL, NAMES("dis", "discharge", "dischargedate", "unloadingdate", "unloadedat",
		"datedechargement")},
	{"selected_at", NULL, NAMES("sel", "selectiondate", "selectivitydate", "dateselectivite", "dateselection")},
	{"assigned_at", NULL, NAMES("asg", "assignmentdate", "dateaffectation")},
	{"document_started_at", NULL, NAMES("docs", "documentcheckstart")},
	{"document_ended_at", NULL, NAMES("doce", "documentcheckend")},
	{"query_opened_at", NULL, NAMES("qrys", "queryraisedat", "querydate", "queryopened")},
	{"query_closed_at", NULL, NAMES("qrye", "queryansweredat", "queryclosed")},
	{"hold_started_at", NULL, NAMES("ogas", "holdstart", "ogaholdstart")},
	{"hold_ended_at", NULL, NAMES("ogae", "holdend", "ogaholdend")},
	{"exam_called_at", NULL, NAMES("insreq", "examinationcalledat", "inspectionorderedat", "examcalled")},
	{"goods_presented_at", NULL, NAMES("inspres", "presentedat", "goodspresented")},
	{"exam_started_at", NULL, NAMES("inss", "examstart", "examinationstart", "inspectionstart", "inspectionstartedat",
		"debutvisite")},
	{"exam_ended_at", NULL, NAMES("inse", "examend", "examinationend", "inspectionend", "inspectionendedat",
		"finvisite")},
	{"assessed_at", NULL, NAMES("asm", "assessmentdate", "sadasmtdate", "assessmenttime", "dateliquidation",
		"datedeliquidation", "ideastdat")},
	{"paid_at", NULL, NAMES("pay", "paymentdate", "paymenttime", "receiptdate", "sadrcptdate", "datepaiement",
		"datedepaiement", "datequittance", "idercpdat")},
	{"released_at", NULL, NAMES("rel", "release", "releasedate", "releasetime", "released", "datemainlevee",
		"datedemainlevee", "datebae", "dateliberation")},
	{"exited_at", NULL, NAMES("gout", "gateout", "gateoutdate", "exitdate", "exitnotedate", "datesortie",
		"datedesortie")},
	{"inspection_type", NULL, NAMES("controltype", "typecontrole", "typedecontrole")},
	{"inspection_outcome", NULL, NAMES("inspectionresult", "controlresult", "resultatcontrole")},
	{"inspection_finding", NULL, NAMES("findingcode", "natureinfraction")},
	{"tax_adjustment", NULL, NAMES("taxadj", "adjustment", "additionaltaxes", "redressement", "complementdroits")},
	{"penalty", NULL, NAMES("fine", "penaltyamount", "amende", "penalite")},
	{"penalty_paid", NULL, NAMES("finepaid", "penaltycollected", "amendepayee")},
	{"container_count", NULL, NAMES("containers", "numberofcontainers", "conteneurs", "nbconteneurs")},
	{"tax_rate", NULL, NAMES("dutyrate", "rate", "tauxdroit", "taux")},
	{"assessed", "items", NAMES("assessedamount", "taxes", "itemtaxes", "totalitemtaxes")},
	{"inspection_id", NULL, NAMES("inspid", "inspectionno", "inspectionnumber", "examid")},
	{"type", "inspections", NAMES("inspectiontype", "controltype", "examtype", "typecontrole")},
	{"called_at", "inspections", NAMES("calledat", "orderedat", "ordered", "insreq")},
	{"presented_at", "inspections", NAMES("presentat", "present", "inspres", "goodspresentedat")},
	{"started_at", "inspections", NAMES("start", "startat", "inss", "examstartedat")},
	{"ended_at", "inspections", NAMES("end", "endat", "inse", "examendedat")},
	{"outcome", "inspections", NAMES("result", "inspectionoutcome", "inspectionresult", "resultat")},
	{"finding", "inspections", NAMES("findingcode", "inspectionfinding")},
	{"code", "milestones", NAMES("milestone", "event", "eventcode", "milestonecode", "evenement")},
	{"at", NULL, NAMES("timestamp", "ts", "eventtime", "eventdate", "datetime", "when", "date", "dateheure")},
	{"user_id", NULL, NAMES("user", "username", "utilisateur")},
	{"sequence", NULL, NAMES("seq", "seqno", "sequenceno", "sequencenumber")},
	{"automatic", NULL, NAMES("auto", "isautomatic", "automatique")},
	{"reason", NULL, NAMES("motif", "reasoncode", "raison")},
	{"seizure_id", NULL, NAMES("seizureno", "seizurenumber", "numerosaisie")},
	{"type", "seizures", NAMES("seizuretype", "area", "typesaisie")},
	{"method", NULL, NAMES("detectionmethod", "methodededetection")},
	{"value", "seizures", NAMES("valeur", "seizurevalue", "amount")},
	{"permit_id", NULL, NAMES("permit", "permitno", "licenceno", "licence", "license", "numeropermis")},
	{"single_window", NULL, NAMES("sw", "viasinglewindow", "guichetunique")},
	{"issued_at", NULL, NAMES("issued", "issuedate", "datedelivrance")},
	{"trader_id", NULL, NAMES("trader", "tin", "taxpayerid", "nif", "niu", "tradercode")},
	{"due_on", NULL, NAMES("due", "duedate", "echeance", "dateecheance")},
	{"balance", NULL, NAMES("amountdue", "solde", "outstanding")},
	{"partner", NULL, NAMES("partnercountry", "reporter", "pays")},
	{"year", NULL, NAMES("period", "annee")},
	{"export_value", NULL, NAMES("exportvalue", "exports", "partnerexport")},
	{"import_value", NULL, NAMES("importvalue", "imports")},
	{"audit_id", NULL, NAMES("auditno", "auditnumber")},
	{"opened_on", NULL, NAMES("opened", "opendate", "dateouverture")},
	{"closed_on", NULL, NAMES("closed", "closedate", "datecloture")},
	{"day", NULL, NAMES("date", "jour")},
	{"head", NULL, NAMES("taxhead", "taxtype", "naturetaxe", "taxe")},
	{"collected", NULL, NAMES("amountcollected", "recettes", "montantrecouvre", "revenue")},
	{"refunds", NULL, NAMES("refund", "remboursements")},
	{"hours", NULL, NAMES("hoursworked", "heures")},
	{"rate", "rates", NAMES("exchangerate", "taux", "tauxdechange")},
	{"name", NULL, NAMES("nom", "libelle", "label")},
	{"timezone", NULL, NAMES("tz", "timezonename", "fuseauhoraire")},
	{"tag", NULL, NAMES("tags", "label", "holiday")},
	{"working", NULL, NAMES("isworking", "workingday", "ouvre", "ouvrable")},
};

static const char *const *names_of(const struct model_kind *kind, const struct model_column *column)
{
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (strcmp(aliases[i].column, column->name) == 0 &&
		    (!aliases[i].kind || strcmp(aliases[i].kind, kind->name) == 0))
			return aliases[i].names;
	return NULL;
}

/* Our names hold nothing but small letters, digits and underscores. */
static bool is_name(const char *name, const char *folded)
{
	for (; *name; name++)
		if (*name != '_' && *name != *folded++)
			return false;
	return *folded == '\0';
}

int alias_rank(const struct model_kind *kind, const struct model_column *column, const char *folded)
{
	const char *const *names;

	if (is_name(column->name, folded))
		return 0;
	names = names_of(kind, column);
	for (int i = 0; names && names[i]; i++)
		if (strcmp(names[i], folded) == 0)
			return i + 1;
	return ALIAS_NO_MATCH;
}

bool alias_is_known(const char *folded)
{
	for (int id = 0; id < MODEL_KINDS; id++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)id);

		for (size_t c = 0; c < kind->n_columns; c++)
			if (is_name(kind->columns[c].name, folded))
				return true;
	}
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		for (const char *const *name = aliases[i].names; *name; name++)
			if (strcmp(*name, folded) == 0)
				return true;
	return false;
}

/* Numbers start again each year at each office, so the number alone names nothing. */
static const char *const *const id_parts[] = {
	NAMES("keycuo", "sadregyear", "sadregserial", "sadregnber"),
	NAMES("sadcuocod", "sadregyear", "sadregserial", "sadregnber"),
	NAMES("keycuo", "sadregyear", "sadregser", "sadregnber"),
	NAMES("customsclearanceofficecode", "registrationyear", "registrationserial", "registrationnumber"),
	NAMES("officecode", "registrationyear", "registrationserial", "registrationnumber"),
};

const char *const *alias_parts(const char *column, size_t index)
{
	return strcmp(column, "declaration_id") == 0 && index < sizeof(id_parts) / sizeof(id_parts[0]) ?
		id_parts[index] : NULL;
}
