/* paths.c - where things stand: the database, the configuration, the sample pack. XDG places, nothing machine-specific. */
#include "app.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *join(const char *folder, const char *rest)
{
	char *path = NULL;

	return folder && asprintf(&path, "%s/%s", folder, rest) >= 0 ? path : NULL;
}

static char *under_home(const char *variable, const char *fallback, const char *rest)
{
	const char *set = getenv(variable), *home = getenv("HOME");
	char *folder = set && set[0] == '/' ? strdup(set) : join(home, fallback);
	char *path = join(folder, rest);

	free(folder);
	return path;
}

static bool is_there(const char *path)
{
	return path && access(path, R_OK) == 0;
}

char *paths_database(const struct app *app)
{
	const char *set = getenv("TIDEWAITER_DB");

	if (app->db_path)
		return strdup(app->db_path);
	if (set && *set)
		return strdup(set);
	return under_home("XDG_DATA_HOME", ".local/share", "tidewaiter/tidewaiter.db");
}

/* What people write is theirs, wherever the data lies: a group names a file of its own. */
char *paths_notes(const struct app *app)
{
	const char *set = settings_find(app->config, "notes", "file");

	return set && *set ? strdup(set) : under_home("XDG_DATA_HOME", ".local/share", "tidewaiter/notes.txt");
}

char *paths_config(void)
{
	char *path = under_home("XDG_CONFIG_HOME", ".config", "tidewaiter/config.ini");

	if (is_there(path))
		return path;
	free(path);
	return is_there("/etc/tidewaiter/config.ini") ? strdup("/etc/tidewaiter/config.ini") : NULL;
}

/* Beside the program as installed (bin/ and share/), or as built in a clone (BUILD/src/app/). */
char *paths_sample_data(void)
{
	static const char *const places[] = {"../share/tidewaiter/sample-data", "../../../sample-data", "../../sample-data"};
	const char *set = getenv("TIDEWAITER_SAMPLE_DATA");
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash, *path;

	if (set && *set)
		return strdup(set);
	if (n <= 0)
		return NULL;
	self[n] = '\0';
	slash = strrchr(self, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char *probe;

		path = join(self, places[i]);
		probe = join(path, "declarations.csv");
		if (is_there(probe)) {
			free(probe);
			return path;
		}
		free(probe);
		free(path);
	}
	return NULL;
}
