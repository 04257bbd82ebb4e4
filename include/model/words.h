/* words.h - what codes mean that all administrations share, for people. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

/* Means of transport (UN/ECE Recommendation 19, with the tens that national exports use): "sea" of "1" and "10"; NULL unknown. */
const char *model_mode_word(const char *code);
/* Regime, by its first two digits where they say more than the first (national codes after the Kyoto pattern): "home use" of "4000", "home use
 * out of a warehouse" of "4071"; NULL unknown. */
const char *model_regime_word(const char *code);

#endif
