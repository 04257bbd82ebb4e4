/* test_theme.c - contrast and colour-blind eyes, computed.
 *
 * Contrast: WCAG 2.1, relative luminance. Simulation: Machado, Oliveira and Fernandes, A Physiologically-based Model for
 * Simulation of Color Vision Deficiency, IEEE TVCG 2009, severity 1.0, on linear RGB. Difference: CIEDE2000 in L*a*b*, D65, as
 * in Sharma, Wu and Dalal 2005. */
#include <math.h>
#include <stdlib.h>

#include "canvas/theme.h"
#include "suite.h"

struct triple {
	double v[3];
};

static struct triple linear(uint32_t rgb)
{
	struct triple out;

	for (int i = 0; i < 3; i++) {
		double c = (rgb >> (16 - 8 * i) & 0xff) / 255.0;

		out.v[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
	}
	return out;
}

static double luminance(uint32_t rgb)
{
	struct triple c = linear(rgb);

	return 0.2126 * c.v[0] + 0.7152 * c.v[1] + 0.0722 * c.v[2];
}

static double contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);

	return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

enum { EYES = 4 };

static const char *const eye_names[EYES] = {"usual", "protan", "deutan", "tritan"};
static const double eyes[EYES][3][3] = {
	{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};

static double f_lab(double t)
{
	return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static struct triple lab_seen(uint32_t rgb, int eye)
{
	struct triple c = linear(rgb), s;
	double x, y, z;

	for (int i = 0; i < 3; i++)
		s.v[i] = fmin(1, fmax(0, eyes[eye][i][0] * c.v[0] + eyes[eye][i][1] * c.v[1] +
						 eyes[eye][i][2] * c.v[2]));
	x = f_lab((0.4124 * s.v[0] + 0.3576 * s.v[1] + 0.1805 * s.v[2]) / 0.95047);
	y = f_lab(0.2126 * s.v[0] + 0.7152 * s.v[1] + 0.0722 * s.v[2]);
	z = f_lab((0.0193 * s.v[0] + 0.1192 * s.v[1] + 0.9505 * s.v[2]) / 1.08883);
	return (struct triple){{116 * y - 16, 500 * (x - y), 200 * (y - z)}};
}

static const double degree = 3.14159265358979323846 / 180;

static double hue(double a, double b)
{
	double angle = a == 0 && b == 0 ? 0 : atan2(b, a) / degree;

	return angle < 0 ? angle + 360 : angle;
}

/* The mean of two hues on the circle. */
static double mean_hue(double h1, double h2)
{
	if (fabs(h1 - h2) <= 180)
		return (h1 + h2) / 2;
	return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
}

static double seventh(double chroma)
{
	return sqrt(pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7)));
}

static double ciede2000(struct triple p, struct triple q)
{
	double stretch = 1 + 0.5 * (1 - seventh((hypot(p.v[1], p.v[2]) + hypot(q.v[1], q.v[2])) / 2));
	double a1 = stretch * p.v[1], a2 = stretch * q.v[1], c1 = hypot(a1, p.v[2]), c2 = hypot(a2, q.v[2]);
	double h1 = hue(a1, p.v[2]), h2 = hue(a2, q.v[2]), turn = c1 * c2 == 0 ? 0 : h2 - h1;
	double l = (p.v[0] + q.v[0]) / 2 - 50, c = (c1 + c2) / 2, h = c1 * c2 == 0 ? h1 + h2 : mean_hue(h1, h2);
	double weight = 1 - 0.17 * cos((h - 30) * degree) + 0.24 * cos(2 * h * degree) + 0.32 * cos((3 * h + 6) * degree) -
			0.20 * cos((4 * h - 63) * degree);
	double dl, dc, dh, rotation = -2 * seventh(c) * sin(60 * degree * exp(-pow((h - 275) / 25, 2)));

	turn -= turn > 180 ? 360 : turn < -180 ? -360 : 0;
	dl = (q.v[0] - p.v[0]) / (1 + 0.015 * l * l / sqrt(20 + l * l));
	dc = (c2 - c1) / (1 + 0.045 * c);
	dh = 2 * sqrt(c1 * c2) * sin(turn / 2 * degree) / (1 + 0.015 * c * weight);
	return sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh);
}

static double difference(uint32_t a, uint32_t b, int eye)
{
	return ciede2000(lab_seen(a, eye), lab_seen(b, eye));
}

/* What the xterm palette shows for an index of the cube or the grey ramp. */
static uint32_t palette(int index)
{
	uint32_t grey = (uint32_t)(8 + 10 * (index - 232)), rgb = 0;

	if (index >= 232)
		return grey << 16 | grey << 8 | grey;
	for (int i = 0, cube = index - 16, divide = 36; i < 3; i++, divide /= 6) {
		uint32_t level = (uint32_t)(cube / divide % 6);

		rgb = rgb << 8 | (level ? 55 + 40 * level : 0);
	}
	return rgb;
}

START_TEST(the_arithmetic_gives_published_values)
{
	ck_assert_double_eq_tol(contrast(0x000000, 0xffffff), 21, 1e-9);
	ck_assert_double_eq_tol(contrast(0x777777, 0xffffff), 4.48, 0.005);
	ck_assert_double_eq_tol(lab_seen(0xff0000, 0).v[0], 53.24, 0.05);
	ck_assert_uint_eq(palette(202), 0xff5f00);
	ck_assert_uint_eq(palette(244), 0x808080);
}
END_TEST

START_TEST(differences_are_those_of_sharma_wu_and_dalal)
{
	static const struct {
		struct triple a, b;
		double expected;
	} pairs[] = {
		{{{50, 2.6772, -79.7751}}, {{50, 0, -82.7485}}, 2.0425},
		{{{50, 0, 0}}, {{50, -1, 2}}, 2.3669},
		{{{50, 2.5, 0}}, {{73, 25, -18}}, 27.1492},
		{{{60.2574, -34.0099, 36.2677}}, {{60.4626, -34.1751, 39.4387}}, 1.2644},
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		ck_assert_double_eq_tol(ciede2000(pairs[i].a, pairs[i].b), pairs[i].expected, 1e-4);
		ck_assert_double_eq_tol(ciede2000(pairs[i].b, pairs[i].a), pairs[i].expected, 1e-4);
	}
}
END_TEST

START_TEST(text_has_contrast_to_its_background)
{
	const struct theme *theme = theme_at((size_t)_i);

	for (int role = 0; role < CANVAS_ROLES; role++) {
		const struct theme_style *style = &theme->styles[role];
		uint32_t bg = style->bg_rgb == UINT32_MAX ? theme->page_bg : style->bg_rgb;
		double least = role == CANVAS_RULE ? 3 : theme == theme_find("contrast") ? 7 : 4.5;

		ck_assert_msg(contrast(style->fg_rgb, bg) >= least, "%s, role %d: %.2f", theme->name, role,
			contrast(style->fg_rgb, bg));
	}
}
END_TEST

START_TEST(terminal_and_page_show_the_same_colour)
{
	const struct theme *theme = theme_at((size_t)_i);

	for (int role = 0; role < CANVAS_ROLES; role++) {
		const struct theme_style *style = &theme->styles[role];

		ck_assert_msg(
			(style->fg256 < 0) == (style->fg16 < 0) && (style->bg256 < 0) == (style->bg16 < 0),
			"%s, role %d", theme->name, role);
		if (style->fg256 >= 0)
			ck_assert_msg(palette(style->fg256) == style->fg_rgb, "%s, role %d, foreground",
				theme->name, role);
		else
			ck_assert_msg(style->fg_rgb == theme->page_fg, "%s, role %d, own foreground",
				theme->name, role);
		ck_assert_msg((style->bg256 < 0) == (style->bg_rgb == UINT32_MAX), "%s, role %d, background",
			theme->name, role);
		if (style->bg256 >= 0)
			ck_assert_msg(palette(style->bg256) == style->bg_rgb, "%s, role %d, background",
				theme->name, role);
	}
}
END_TEST

/* Roles that stand beside each other and say different things. */
static const struct group {
	const char *name;
	enum canvas_role roles[5];
	size_t n;
	double least, least_on_white; /* differences; one is where trained eyes begin to see any */
} groups[] = {
	{"verdicts", {CANVAS_GOOD, CANVAS_BAD, CANVAS_WARNING, CANVAS_MUTED}, 4, 10, 8},
	{"owners", {CANVAS_OWNER_CUSTOMS, CANVAS_OWNER_AGENCY, CANVAS_OWNER_TRADER, CANVAS_OWNER_TERMINAL, CANVAS_OWNER_SHARED}, 5,
		10, 8},
	/* Yellow that can be read on white is brown; the lane's name or letter says the rest. */
	{"lanes", {CANVAS_LANE_GREEN, CANVAS_LANE_BLUE, CANVAS_LANE_YELLOW, CANVAS_LANE_ORANGE, CANVAS_LANE_RED}, 5, 10, 5},
	{"lines", {CANVAS_SERIES, CANVAS_SERIES_2, CANVAS_LIMIT, CANVAS_GOOD}, 4, 8, 8},
};

enum { GROUPS = sizeof(groups) / sizeof(groups[0]) };

START_TEST(roles_that_say_different_things_differ_for_all_eyes)
{
	const struct theme *theme = theme_at((size_t)_i / GROUPS);
	const struct group *group = &groups[_i % GROUPS];
	double least = theme == theme_find("light") ? group->least_on_white : group->least;

	if (theme == theme_find("mono"))
		return;
	for (size_t a = 0; a < group->n; a++) {
		for (size_t b = a + 1; b < group->n; b++) {
			for (int eye = 0; eye < EYES; eye++) {
				double seen = difference(theme->styles[group->roles[a]].fg_rgb,
					theme->styles[group->roles[b]].fg_rgb, eye);

				ck_assert_msg(seen >= least, "%s, %s, %s: %zu and %zu differ by %.1f", theme->name, group->name,
					eye_names[eye], a, b, seen);
			}
		}
	}
}
END_TEST

START_TEST(sixteen_colours_tell_them_apart_too)
{
	const struct theme *theme = theme_at((size_t)_i / GROUPS);
	const struct group *group = &groups[_i % GROUPS];

	if (theme == theme_find("mono"))
		return;
	for (size_t a = 0; a < group->n; a++) {
		for (size_t b = a + 1; b < group->n; b++) {
			const struct theme_style *x = &theme->styles[group->roles[a]], *y = &theme->styles[group->roles[b]];

			ck_assert_msg(x->fg16 != y->fg16 || x->bold != y->bold || x->underline != y->underline,
				"%s, %s: %zu and %zu look alike in sixteen colours", theme->name, group->name, a, b);
		}
	}
}
END_TEST

START_TEST(mono_tells_bad_and_selection_by_attributes)
{
	const struct theme *mono = theme_find("mono");

	for (int role = 0; role < CANVAS_ROLES; role++)
		ck_assert(mono->styles[role].fg256 == -1 && mono->styles[role].bg256 == -1);
	ck_assert(mono->styles[CANVAS_BAD].bold && mono->styles[CANVAS_VALUE].bold);
	ck_assert(mono->styles[CANVAS_SELECTION].reverse && mono->styles[CANVAS_BAR].reverse);
}
END_TEST

START_TEST(themes_are_found_by_name)
{
	ck_assert_uint_eq(theme_count(), 4);
	for (size_t i = 0; i < theme_count(); i++)
		ck_assert_ptr_eq(theme_find(theme_at(i)->name), theme_at(i));
	ck_assert_ptr_null(theme_find("solarized"));
	ck_assert_ptr_null(theme_find(NULL));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("canvas/theme");
	TCase *tcase = tcase_create("theme");
	int n = (int)theme_count();

	tcase_add_test(tcase, the_arithmetic_gives_published_values);
	tcase_add_loop_test(tcase, text_has_contrast_to_its_background, 0, n);
	tcase_add_loop_test(tcase, terminal_and_page_show_the_same_colour, 0, n);
	tcase_add_test(tcase, differences_are_those_of_sharma_wu_and_dalal);
	tcase_add_loop_test(tcase, roles_that_say_different_things_differ_for_all_eyes, 0, n * GROUPS);
	tcase_add_loop_test(tcase, sixteen_colours_tell_them_apart_too, 0, n * GROUPS);
	tcase_add_test(tcase, mono_tells_bad_and_selection_by_attributes);
	tcase_add_test(tcase, themes_are_found_by_name);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
