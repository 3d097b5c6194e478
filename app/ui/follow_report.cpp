// Bodies of follow_report.h.
#include "ui/follow_report.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace sep::ui {
namespace {

using nlohmann::ordered_json;

constexpr int64_t kTermsShown = 256;  ///< of each stage; the counts say how many there are

const char* relation_name(Relation relation) {
  switch (relation) {
    case Relation::none:
      return "none";
    case Relation::chosen:
      return "chosen";
    case Relation::before:
      return "before";
    case Relation::after:
      return "after";
    case Relation::twin:
      return "twin";
  }
  return "";
}

ordered_json number(double v) { return std::isfinite(v) ? ordered_json(v) : ordered_json(); }

/// First, end and step; where they do not say it all (a border that copies cells from afar) every position.
ordered_json axis(const AxisSet& set) {
  if (!set.regular()) return {{"positions", set.positions}};
  return {set.first, set.end, set.step};
}

ordered_json link_json(const TensorLink& link, const char* path) {
  ordered_json j{{"path", path},
                 {"place", word_of(link.ref.place)},
                 {"stage", link.ref.index},
                 {"relation", relation_name(link.relation)}};
  j["channels"] = {link.channels.first, link.channels.end};
  j["rows"] = axis(link.rows.cells);
  j["columns"] = axis(link.cols.cells);
  j["window_rows"] = axis(link.rows.window);
  j["window_columns"] = axis(link.cols.window);
  return j;
}

ordered_json selection_json(const Selection& s) {
  ordered_json j{{"place", word_of(s.ref.place)}, {"stage", s.ref.index}};
  if (s.kind == Selection::Kind::weight)
    j["weight"] = {s.channel, s.c_in, s.i, s.j};
  else
    j["index"] = {0, s.channel, s.y, s.x};
  return j;
}

ordered_json term_json(const Term& t, size_t element) {
  ordered_json j{{"element", element}, {"value", t.value}, {"weight", t.weight}, {"product", t.product}};
  if (t.is_bias) j["bias"] = true;
  if (!t.is_bias) j["index"] = {0, t.channel, t.y, t.x};
  if (t.is_padding) j["padding"] = true;
  return j;
}

ordered_json stage_json(const StageTrace& s) {
  ordered_json terms = ordered_json::array();
  int64_t left = kTermsShown;
  for (size_t i = 0; i < s.elements.size(); ++i) {
    const int64_t most = std::min(s.addends(), left);
    for (int64_t k = 0; k < most; ++k) terms.push_back(term_json(s.term(s.elements[i], k), i));
    left -= most;
  }
  ordered_json j{{"name", s.name},
                 {"elements", s.elements.size()},
                 {"terms", s.terms()},
                 {"multiplications", s.multiplications()}};
  j["first_terms"] = std::move(terms);
  return j;
}

ordered_json path_json(const std::optional<PathTrace>& path) {
  if (!path) return nullptr;
  ordered_json j{{"multiplications", path->alone()},
                 {"value", number(path->result().value)},
                 {"gpu", number(path->result().gpu)},
                 {"difference", number(path->difference())},
                 {"within_bound", path->within_bound()}};
  j["stages"] = ordered_json::array();
  for (const StageTrace& s : path->stages) j["stages"].push_back(stage_json(s));
  return j;
}

}  // namespace

ordered_json follow_report(const Follow& f) {
  if (!f.shown) return nullptr;
  const Selection& s = *f.shown;
  const bool weight = s.kind == Selection::Kind::weight;
  ordered_json j{{"pinned", f.pinned.has_value()},
                 {"kind", weight ? "weight" : "element"},
                 {"place", word_of(s.ref.place)},
                 {"stage", s.ref.index}};
  if (weight) {
    j["index"] = {s.channel, s.c_in, s.i, s.j};
    j["value"] = f.weight;
  } else {
    j["index"] = {0, s.channel, s.y, s.x};
  }
  j["links"] = ordered_json::array();
  if (f.links) {
    for (const TensorLink& link : f.links->separable) j["links"].push_back(link_json(link, "separable"));
    for (const TensorLink& link : f.links->standard) j["links"].push_back(link_json(link, "standard"));
    if (f.links->maps) j["links"].push_back(link_json(*f.links->maps, "standard"));
  }
  j["why"] = f.why;
  j["pointed"] = ordered_json::array();
  for (const Selection& p : f.pointed) j["pointed"].push_back(selection_json(p));
  j["separable"] = f.trace ? path_json(f.trace->separable) : ordered_json();
  j["standard"] = f.trace ? path_json(f.trace->standard) : ordered_json();
  j["source"] = f.trace ? path_json(f.trace->source) : ordered_json();
  j["reuse"] = {{"alone", f.reuse.alone_text()}, {"average", f.reuse.average_text()}};
  return j;
}

}  // namespace sep::ui
