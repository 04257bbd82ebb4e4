/* What a leader asks next, each answered within three keys of the Brief at 80x24: the keys are counted, the answer is read. A text that is
 * typed counts as one. docs/guide.md tells the same ways. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "canvas/writers.h"
#include "panel/request.h"
#include "session.h"
#include "suite.h"

enum { KEYS = 3, ANSWERS = 4 };

/* Keys by their names; what stands between quotes is typed. */
static const struct {
	const char *question, *keys;
	const char *answers[ANSWERS];	/* all of them stand on the screen */
} questions[] = {
	{"What changed?", "", {"Qasr: no records for 40 h", "Red Sands Rail: files come in, but none was released for 4 days"}},
	{"Since when?", "Enter", {"Since when?", "Sat 21 Nov: its newest record is 40 h old"}},
	{"Which post?", "Enter", {"Which post?", "Qasr alone of 8 posts"}},
	{"Who owns it?", "Enter", {"Who owns it?", "To act: head of Qasr, with IT"}},
	{"Who owns the delay?", "", {"customs ██▎ 29 %", "trader ████▍ 54 %"}},
	{"Who owns which stage?", "2", {"arrival to lodged T", "ready to assessed C", "agency hold     A", "inspection wait P"}},
	{"Is it noise or real?", "Enter", {"Noise or real?", "Certain: the other posts have sent records since"}},
	{"Is the next one noise or real?", "e e Enter", {"Port Salim: broker", "Certain that dealing at random does not bring it"}},
	{"How sure are we?", "Tab Tab i", {"Arrival to release, P50", "22.8 h   95 % interval 20.9–24.9", "Definition"}},
	{"Which ten files?", "Tab Enter Enter", {"Declarations behind", "QSR26-", "age"}},
	{"Who differs from posts like it?", "5 v", {"among posts of one kind", "land posts", "within limits", "alone of its kind"}},
	{"Was it the mix?", "5 v v", {"Posts, fairly", "as if all had the same mix of lanes"}},
	{"Compared with the same days of Ramadan last year?", "c \"feast\" Enter", {"vs feast-aligned 4 weeks to 2 Dec", "✓ better", "was 29.2"}},
	{"Compared with the time before?", "c \"prev\" Enter", {"vs 4 weeks to 25 Oct", "was "}},
	{"In which period?", "t \"ramadan 2026\" Enter", {"18 Feb–19 Mar 2026"}},
	{"What about this declaration?", "/ \"NGT26-0\" Enter", {"Declaration NGT26-0", "What happened in 2025 and 2026", "What is recorded"}},
	{"What happened after we changed X?", "8 j", {"Single window, air", "works", "found"}},
	{"What would it cost to fix, what brings it?", "Tab G Enter", {"What does a fix bring?   68 hours of declarations a day"}},
	{"Can I take this to the minister?", "x", {"Write to file", "brief-2026-11-22.html"}},
	{"In words?", "V", {"Worse. Qasr: no records for 40 h.", "A silent post is not a quiet post."}},
};

static struct session session;

static void load(void)
{
	session_load(&session, "sample-data", NULL, "");
}

static void release(void)
{
	session_close(&session);
}

static void type(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ck_assert(dashboard_key(session.dashboard, (uint32_t)(unsigned char)text[i]));
}

/* How many there were. The screen is drawn in between, as before a person. */
static int press(const char *keys)
{
	int n = 0;

	canvas_destroy(session_paint(&session, 80, 24));
	while (*keys) {
		const char *end = *keys == '"' ? strchr(keys + 1, '"') : keys + strcspn(keys, " ");
		char name[16];

		if (*keys == '"') {
			type(keys + 1, (size_t)(end - keys - 1));
			end++;
		} else {
			snprintf(name, sizeof(name), "%.*s", (int)(end - keys), keys);
			session_press(&session, name);
		}
		canvas_destroy(session_paint(&session, 80, 24));
		keys = end + strspn(end, " ");
		n++;
	}
	return n;
}

START_TEST(each_question_is_answered_within_three_keys_of_the_brief)
{
	struct text screen = TEXT_INIT;
	int n;

	session_open(&session, "brief", false);
	n = press(questions[_i].keys);
	ck_assert_msg(n <= KEYS, "%s takes %d keys", questions[_i].question, n);
	session_text(&session, 80, 24, &screen);
	for (int i = 0; i < ANSWERS && questions[_i].answers[i]; i++)
		ck_assert_msg(strstr(screen.data, questions[_i].answers[i]) != NULL, "%s %s: no '%s' on\n%s", questions[_i].question, questions[_i].keys,
			questions[_i].answers[i], screen.data);
	text_finish(&screen);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/questions");
	TCase *tcase = tcase_create("questions");

	tcase_set_timeout(tcase, 120);
	tcase_add_unchecked_fixture(tcase, load, release);
	tcase_add_loop_test(tcase, each_question_is_answered_within_three_keys_of_the_brief, 0, (int)(sizeof(questions) / sizeof(questions[0])));
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
