/* first_run.c - the words of the first run. The keys that it names are the ones that the dashboard takes there. */
#include "first_run.h"

#define LOAD_YOUR_OWN \
	"    tidewaiter load export.csv\n" \
	"It takes CSV files of declarations, milestones, inspections, posts ... or a folder of them, and says where every row " \
	"went. To have them read and judged, and nothing kept, type\n" \
	"    tidewaiter check export.csv\n\n" \
	"Foreign headers are mapped by a profile, --map profile.ini; tidewaiter load --help tells more."

static const char with_keys[] =
	"There is no data yet.\n\n"
	"> Press Enter to look around in the sample data\n"
	"Eight border posts of a made-up country, in a private database that is gone afterwards.\n\n"
	"To load your own data, leave with q and type\n"
	LOAD_YOUR_OWN;

static const char without_keys[] =
	"There is no data yet.\n\n"
	"To look around, type\n"
	"    tidewaiter demo\n"
	"It opens the dashboard on eight border posts of a made-up country; nothing of it is kept.\n\n"
	"To load your own data, type\n"
	LOAD_YOUR_OWN;

const char *first_run_text(bool live)
{
	return live ? with_keys : without_keys;
}
