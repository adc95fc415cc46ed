/* SPDX-License-Identifier: Apache-2.0 */

/* One document in whatever form the bytes describe. */

#include "fuzz.h"

#include <string.h>

static const char text[] =
    "份号: 7\n密级: 机密★1年\n紧急程度: 特急\n发文机关: [青河县水利局, 青河县财政局]\n"
    "发文字号: 青水〔2024〕3号\n签发人: [王明, 李静]\n标题: 青河县水利局关于修复古桥的请示\n"
    "题注: 试行\n主送: 县人民政府\n正文: |\n  一、古桥\n  古桥已经**失修**多年。\n  （一）位置\n"
    "  ---\n  妥否，请批示。\n附件: [古桥图, {标题: 预算, 正文: 共计3万元。}]\n成文日期: 2024-11-5\n"
    "附注: 联系人：王明\n期号: 第5期\n抄送: [县委办公室, 县人大]\n印发机关: 青河县水利局\n"
    "印发日期: 2024-11-6\n公开信息: {索引号: 1, 有效性: 有效}\n链接: https://www.example.gov.cn/1\n";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ht_layout *layout = fuzz_read_layout(bytes, size);
    if (layout != NULL) {
        ht_document *document =
            fuzz_read_document((const uint8_t *)text, strlen(text), "none/a", HT_FORMAT_YAML);
        fuzz_render(document, layout, false);
        ht_document_free(document);
    }
    ht_layout_unref(layout);
    return 0;
}
