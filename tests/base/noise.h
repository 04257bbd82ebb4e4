/* noise.h - what must hold of any bytes whatever: one door for the test program and for libFuzzer.
 *
 * The first byte chooses the reader. A promise that is broken aborts. */
#ifndef TESTS_BASE_NOISE_H
#define TESTS_BASE_NOISE_H

#include <stddef.h>
#include <stdint.h>

enum { NOISE_STAMP, NOISE_FILTER, NOISE_SETTINGS, NOISE_KINDS };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
