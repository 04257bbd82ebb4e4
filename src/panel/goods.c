/* goods.c - chapters of the Harmonized System (WCO, HS 2022), their titles shortened to what fits a column. A number alone tells
 * a leader nothing. */
#include "goods.h"

#include <stddef.h>

static const char *const chapters[] = {
	[1] = "live animals", [2] = "meat", [3] = "fish", [4] = "dairy, eggs", [5] = "animal products", [6] = "plants",
	[7] = "vegetables", [8] = "fruit, nuts", [9] = "coffee, tea, spices", [10] = "cereals", [11] = "milled grain",
	[12] = "oil seeds", [13] = "gums, resins", [14] = "plaiting plants", [15] = "fats, oils", [16] = "prepared meat, fish",
	[17] = "sugar", [18] = "cocoa", [19] = "baked goods", [20] = "preserved food", [21] = "other food", [22] = "drinks",
	[23] = "fodder", [24] = "tobacco", [25] = "salt, stone, cement", [26] = "ores", [27] = "mineral fuels",
	[28] = "inorganic chemicals", [29] = "organic chemicals", [30] = "medicines", [31] = "fertilisers", [32] = "dyes, paints",
	[33] = "cosmetics", [34] = "soaps, waxes", [35] = "proteins, glues", [36] = "explosives", [37] = "photographic goods",
	[38] = "other chemicals", [39] = "plastics", [40] = "rubber", [41] = "hides", [42] = "leather goods", [43] = "furs",
	[44] = "wood", [45] = "cork", [46] = "basketware", [47] = "pulp", [48] = "paper", [49] = "printed matter", [50] = "silk",
	[51] = "wool", [52] = "cotton", [53] = "plant fibres", [54] = "man-made filaments", [55] = "man-made fibres",
	[56] = "felt, ropes", [57] = "carpets", [58] = "special fabrics", [59] = "coated fabrics", [60] = "knitted fabrics",
	[61] = "knitted clothing", [62] = "woven clothing", [63] = "other textiles", [64] = "footwear", [65] = "headgear",
	[66] = "umbrellas", [67] = "feathers, wigs", [68] = "stone goods", [69] = "ceramics", [70] = "glass", [71] = "gems, gold",
	[72] = "iron, steel", [73] = "iron, steel goods", [74] = "copper", [75] = "nickel", [76] = "aluminium", [78] = "lead",
	[79] = "zinc", [80] = "tin", [81] = "other metals", [82] = "tools, cutlery", [83] = "metal fittings", [84] = "machinery",
	[85] = "electrical goods", [86] = "railway goods", [87] = "vehicles", [88] = "aircraft", [89] = "ships",
	[90] = "instruments", [91] = "clocks", [92] = "musical instruments", [93] = "arms", [94] = "furniture", [95] = "toys, sports",
	[96] = "various goods", [97] = "art, antiques",
};

const char *goods_chapter(const char *chapter)
{
	size_t number = 0, digits = 0;

	while (digits < 2 && chapter[digits] >= '0' && chapter[digits] <= '9')
		number = number * 10 + (size_t)(chapter[digits++] - '0');
	return digits == 2 && chapter[2] == '\0' && number < sizeof(chapters) / sizeof(chapters[0]) ? chapters[number] : NULL;
}
