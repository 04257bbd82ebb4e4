/* pdf_none.c - stands in for pdf.c where there is no pangocairo. */
#include "document.h"
#include "report/brief.h"

bool report_has_pdf(void)
{
	return false;
}

bool document_write_pdf(const struct document *document, struct text *out, struct err *err)
{
	(void)document;
	(void)out;
	return err_set(err, ERR_NOT_BUILT, "PDF is not built into this program (it needs pangocairo); print the page of --format html");
}
