/* student.h - Student's t distribution, for any degrees of freedom above 0. */
#ifndef STATS_STUDENT_H
#define STATS_STUDENT_H

double student_two_sided(double t, double df);		/* chance of a value at least so far from 0; NaN for NaN */
double student_limit(double chance, double df);		/* the value that is passed, on both sides together, with this chance */

#endif
