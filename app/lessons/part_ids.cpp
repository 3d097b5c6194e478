// Bodies of part_ids.h.
#include "lessons/part_ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace sep::lessons {
namespace {

/// The words that may follow an id's first one; "0" is any number, nothing: anything may follow.
struct Family {
  std::string_view name;
  std::string_view words;
};

constexpr std::string_view kStacks = "input difference separable.0 maps.0 standard.0";
constexpr std::string_view kOperators = "column row depthwise pointwise standard add";
constexpr std::array kFamilies{
    Family{"stack", kStacks},
    Family{"tile", "input.0 difference.0 separable.0.0 maps.0.0 standard.0.0"},
    Family{"sheet", kStacks},
    Family{"bar", kStacks},
    Family{"slab", ""},
    Family{"operator", kOperators},
    Family{"kernel", ""},
    Family{"weight", ""},
    Family{"cost", "separable standard"},
    Family{"count",
           "headline bar.standard bar.separable separable stage. closed_form parameters time max_difference "
           "rms_difference reason request counted"},
    Family{"chart", "growth growth. trade trade. traffic. larger switch csv"},
    Family{"charts", ""},
    Family{"panel", "left. right."},
    Family{"difference", "less more"},
    Family{"input", ""},
    Family{"spatial", ""},
    Family{"depthwise", ""},
    Family{"convolution", ""},
    Family{"view", ""},
    Family{"spectrum", ""},
    Family{"top", ""},
    Family{"presenter", ""},
    Family{"centre", ""},
    Family{"arithmetic", ""},
    Family{"network", ""},
    Family{"race", ""},
    Family{"step", ""},
    Family{"time", ""},
    Family{"menu", ""},
    Family{"mode", ""},
    Family{"lesson", ""},
    Family{"status", ""},
    Family{"bank", ""},
    Family{"browser", ""},
    Family{"layers", ""},
    Family{"palette", ""},
};

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> out;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(mark, at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The rest of an id, after its family's dot, is one that these words allow; with a "*" at its end, begins
/// one.
bool allows(std::string_view words, std::string_view rest) {
  const bool open = rest.ends_with('*');
  if (open) rest.remove_suffix(1);
  const auto mine = split(rest, '.');
  return std::ranges::any_of(split(words, ' '), [&](std::string_view word) {
    const bool any = word.ends_with('.');  // whatever follows
    if (any) word.remove_suffix(1);
    const auto theirs = split(word, '.');
    for (size_t i = 0; i < mine.size(); ++i) {
      const bool last = i + 1 == mine.size();
      if (i == theirs.size()) return any;
      const bool same =
          theirs[i] == "0" ? is_number(mine[i]) || (open && last && mine[i].empty()) : mine[i] == theirs[i];
      if (!same) return open && last && theirs[i].starts_with(mine[i]);
    }
    return open || any ? true : mine.size() == theirs.size();
  });
}

/// The words as ids: "stack.input, stack.difference, stack.separable.0".
std::string listed(const Family& family) {
  std::string out;
  for (const std::string_view word : split(family.words, ' '))
    out +=
        fmt::format("{}{}.{}{}", out.empty() ? "" : ", ", family.name, word, word.ends_with('.') ? "…" : "");
  return out;
}

/// The stage that an id of an operator or its weights names; empty for other ids.
std::string_view stage_of(std::string_view id) {
  const auto words = split(id, '.');
  const bool named =
      words.size() > 1 && (words[0] == "operator" || words[0] == "kernel" || words[0] == "weight");
  return named && !words[1].ends_with('*') ? words[1] : std::string_view{};
}

bool has_stage(const Plan& plan, std::string_view name) {
  const auto known = split(kOperators, ' ');
  if (std::ranges::find(known, name) == known.end()) return true;  // a widget of the kernel's panel
  if (name == "add") return !plan.display.empty();
  const auto called = [&](const Stage& s) { return s.name == name; };
  return std::ranges::any_of(plan.separable, called) || std::ranges::any_of(plan.standard, called);
}

bool has_part(const Plan& plan, std::string_view id) {
  if (const std::string_view stage = stage_of(id); !stage.empty()) return has_stage(plan, stage);
  const auto words = split(id, '.');
  static constexpr std::array<std::string_view, 5> kOfStacks{"stack", "tile", "sheet", "bar", "cost"};
  if (words.size() < 3 || std::ranges::find(kOfStacks, words[0]) == kOfStacks.end() || !is_number(words[2]))
    return true;
  if (words[1] == "maps" && plan.display.empty()) return false;
  if (words[1] == "separable")
    return words[2].size() < 3 &&
           static_cast<size_t>(std::stoi(std::string(words[2]))) < plan.separable.size();
  return words[1] == "input" || words[1] == "difference" || words[2] == "0";
}

}  // namespace

std::string not_a_part(std::string_view id) {
  const size_t dot = id.find('.');
  const std::string_view name = id.substr(0, dot);
  const auto family = std::ranges::find(kFamilies, name, &Family::name);
  if (family == kFamilies.end() || dot == std::string_view::npos)
    return fmt::format("no part of the window is called {}: sepscope --ui-map FILE lists what there is", id);
  if (family->words.empty() || allows(family->words, id.substr(dot + 1))) return {};
  return fmt::format("no part of the window is called {}: there are {}", id, listed(*family));
}

std::string absent_part(const Step& step, const Plan& plan) {
  for (const auto* ids : {&step.highlight, &step.cover}) {
    for (const std::string& id : *ids) {
      if (!has_part(plan, id)) return id;
    }
  }
  for (const Block& block : step.blocks) {
    for (const Span& span : block.text) {
      if (!has_part(plan, span.target)) return span.target;
    }
  }
  return {};
}

}  // namespace sep::lessons
