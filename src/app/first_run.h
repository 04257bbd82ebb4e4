/* first_run.h - what an empty database says. */
#ifndef APP_FIRST_RUN_H
#define APP_FIRST_RUN_H

static const char first_run_text[] =
	"There is no data yet.\n\n"
	"To look around, leave with q and type\n"
	"    tidewaiter demo\n"
	"It opens the dashboard on a made-up country of eight border posts; nothing of it is kept.\n\n"
	"To load your own data, export declarations as CSV and type\n"
	"    tidewaiter check export.csv      reads and judges it, keeps nothing\n"
	"    tidewaiter load export.csv       keeps it, and says where every row went\n"
	"Foreign headers are mapped by a profile: tidewaiter load --map profile.ini export.csv\n"
	"A folder of CSV files (declarations, milestones, inspections, posts ...) loads in one go.\n\n"
	"tidewaiter load --help tells more; q leaves.";

#endif
