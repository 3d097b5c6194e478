// Bodies of counts.h.
#include "io/counts.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/costs.h"
#include "io/json_reader.h"
#include "io/text_table.h"

namespace sep::io {
namespace {

CountedStage total_of(const std::vector<CountedStage>& stages, PathId path) {
  CountedStage sum{path, "total", 0, 0, 0, 0};
  for (const CountedStage& s : stages) {
    if (s.path != path) continue;
    sum.multiplications += s.multiplications;
    sum.counted += s.counted;
    sum.useful += s.useful;
  }
  return sum;
}

/// Both paths, with their sums where they have several stages.
std::vector<CountedStage> with_totals(const std::vector<CountedStage>& stages) {
  std::vector<CountedStage> out;
  for (const PathId path : {PathId::separable, PathId::standard}) {
    for (const CountedStage& s : stages) {
      if (s.path == path) out.push_back(s);
    }
    out.push_back(total_of(stages, path));
  }
  return out;
}

Json numbers(const CountedStage& s) {
  return {{"multiplications", s.multiplications}, {"counted", s.counted}, {"counted_useful", s.useful}};
}

}  // namespace

bool all_equal(const std::vector<CountedStage>& stages) {
  return std::ranges::all_of(stages, [](const CountedStage& s) { return s.multiplications == s.counted; });
}

std::string padding_sentence(const std::vector<CountedStage>& stages) {
  std::string parts;
  bool most = false;
  for (const PathId path : {PathId::separable, PathId::standard}) {
    const CountedStage sum = total_of(stages, path);
    if (sum.useful == sum.counted) continue;
    const int64_t padding = sum.counted - sum.useful;
    most = most || padding > sum.useful;
    parts +=
        fmt::format("{}{} of the {} path’s", parts.empty() ? "" : " and ", grouped(padding), path_name(path));
  }
  if (parts.empty()) return {};
  return fmt::format(
      "{} multiplications meet padding. {}By convention they count, because a program that pads performs "
      "them; only the others read the image itself, not zeros or copies around it.",
      parts, most ? "Here that is more than meet the image. " : "");
}

std::string counts_table(const std::vector<CountedStage>& stages) {
  std::vector<std::vector<std::string>> rows{
      {"path", "stage", "by formula", "", "counted", "that see the image"}};
  for (const CountedStage& s : with_totals(stages)) {
    rows.push_back({path_name(s.path), s.name, grouped(s.multiplications),
                    s.multiplications == s.counted ? "=" : "≠", grouped(s.counted), grouped(s.useful)});
  }
  std::string out = aligned_table(rows, "llrlrr") + "\n";
  out += all_equal(stages)
             ? "Every stage performed exactly what its formula says.\n"
             : "A stage did not perform what its formula says: this is a mistake of SepScope.\n";
  const std::string padding = padding_sentence(stages);
  return padding.empty() ? out : out + padding + "\n";
}

std::string counts_csv(const std::vector<CountedStage>& stages) {
  std::string out = "path,name,multiplications,counted,counted_useful\n";
  for (const CountedStage& s : stages) {
    out += fmt::format("{},{},{},{},{}\n", path_name(s.path), csv_cell(s.name), s.multiplications, s.counted,
                       s.useful);
  }
  return out;
}

std::string counts_json(const std::vector<CountedStage>& stages) {
  Json list = Json::array();
  for (const CountedStage& s : stages) {
    Json one{{"path", path_name(s.path)}, {"name", s.name}};
    one.update(numbers(s));
    list.push_back(std::move(one));
  }
  const Json totals{{"separable", numbers(total_of(stages, PathId::separable))},
                    {"standard", numbers(total_of(stages, PathId::standard))}};
  return Json{{"stages", std::move(list)}, {"totals", totals}, {"equal", all_equal(stages)}}.dump(2) + "\n";
}

}  // namespace sep::io
