// Bodies of captions.h.
#include "view/captions.h"

#include <fmt/format.h>

#include "core/places.h"

namespace sep::view {
namespace {

Span dim(std::string s) { return {std::move(s), Ink::dim, Font::small}; }
Span bright(std::string s) { return {std::move(s), Ink::text, Font::small}; }
Span strong(std::string s) { return {std::move(s), Ink::text, Font::small_bold}; }
Span in(Ink ink, std::string s) { return {std::move(s), ink, Font::small}; }
Span number(Ink ink, int64_t n) { return in(ink, grouped(n)); }

bool spatial(const Plan& plan) { return plan.experiment.mode == Mode::spatial; }

std::string size_text(Size2 k) { return fmt::format("{}×{}", k.h, k.w); }

Size2 kernel_of_plan(const Plan& plan) { return plan.standard.front().spec.kernel; }

const Shape& shape_of(const Plan& plan, StackKey key) {
  switch (key.kind) {
    case StackKind::input:
      return plan.input;
    case StackKind::separable:
      return plan.separable[static_cast<size_t>(key.index)].out;
    case StackKind::maps:
      return plan.display.front().out;
    case StackKind::standard:
    case StackKind::difference:
      break;
  }
  return plan.standard.front().out;
}

bool is_output(const Plan& plan, StackKey key) {
  return key.kind == StackKind::standard || key.kind == StackKind::difference ||
         (key.kind == StackKind::separable && key.index + 1 == static_cast<int>(plan.separable.size()));
}

std::vector<std::string> names_of(const Plan& plan, StackKey key) {
  if (is_output(plan, key)) return {"output"};
  if (key.kind == StackKind::maps) return {"before adding", "to be added", "maps"};
  const std::string& name = plan.separable[static_cast<size_t>(key.index)].name;
  return {"after " + name, name};
}

Line joined(Line a, const Line& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// "last row and 2 columns unread" where the stride leaves some; else nothing.
std::string unread_words(const Plan& plan) {
  const auto [rows, cols] = unread_ends(plan.standard.front());
  const auto some = [](int n, const char* one) {
    return n == 1 ? std::string(one) : fmt::format("{} {}s", n, one);
  };
  if (rows == 0 && cols == 0) return {};
  if (cols == 0) return fmt::format("last {} unread", some(rows, "row"));
  if (rows == 0) return fmt::format("last {} unread", some(cols, "column"));
  return fmt::format("last {} and {} unread", some(rows, "row"), some(cols, "column"));
}

/// Channels that one filter sees: all, or those of its group.
int64_t seen_channels(const Plan& plan) { return plan.standard.front().spec.c_in_per_group(); }

/// How many outputs read one value of the column pass.
int column_reuse(const Plan& plan) {
  const ConvSpec& row = plan.separable.back().spec;
  return (row.kernel.w + row.stride.w - 1) / row.stride.w;
}

}  // namespace

StackCaption stack_caption(const Plan& plan, StackKey key) {
  StackCaption c;
  const Ink last = is_output(plan, key) && !spatial(plan) ? Ink::filters : Ink::channels;
  const Line shape = shape_line(shape_of(plan, key), last);
  c.shape = {shape};
  if (key.kind == StackKind::difference) {
    c.one = {{dim("separable − standard")}, {dim("sep. − std.")}};
    c.name = {{dim("separable")}, {dim("sep.")}};
    c.shape = {{dim("− standard")}, {dim("− std.")}};
    return c;
  }
  if (key.kind == StackKind::input) {
    c.one = {shape};
    c.name = {shape};
    c.shape = {};
    if (const std::string unread = unread_words(plan); !unread.empty()) {
      c.one = {joined(joined(shape, {dim(" · ")}), {dim(unread)})};
      c.shape = {{dim(unread)}, {dim("shaded: unread")}};
    } else if (!plan.source.empty()) {
      const Line from{dim("bank made of "), number(Ink::channels, plan.image.c)};
      c.one = {joined(joined(shape, {dim(" · ")}), from), shape};
      c.shape = {from, {dim("bank of "), number(Ink::channels, plan.image.c)}};
    }
    return c;
  }
  for (const std::string& name : names_of(plan, key)) {
    c.one.push_back(joined({dim(name + " ")}, shape));
    c.name.push_back({dim(name)});
  }
  return c;
}

Forms path_title(const Plan& plan, PathId path) {
  const Size2 k = kernel_of_plan(plan);
  const Span head{path == PathId::separable ? "Separable" : "Standard", Ink::text, Font::bold};
  const Span space = dim("   ");
  const std::string terms = plan.rank == 1 ? "" : fmt::format(", {} terms added up", plan.rank);
  if (spatial(plan) && path == PathId::separable) {
    return {{head, space, dim("a column pass, then a row pass" + terms)},
            {head, space, dim("columns, then rows")},
            {head}};
  }
  if (spatial(plan)) {
    return {{head, space, dim("one "), in(Ink::kernel, size_text(k)), dim(" kernel in a single pass")},
            {head, space, dim("one "), in(Ink::kernel, size_text(k)), dim(" kernel")},
            {head}};
  }
  if (path == PathId::separable && plan.split) {
    const std::string one =
        plan.rank == 1 ? "one column and row per " : fmt::format("{} columns and rows per ", plan.rank);
    return {{head, space, dim(one), in(Ink::channels, "channel"), dim(", then a 1×1 mix")},
            {head, space, dim("columns, rows, a 1×1 mix")},
            {head}};
  }
  if (path == PathId::separable) {
    const std::string per = plan.rank == 1 ? "one kernel per " : fmt::format("{} kernels per ", plan.rank);
    return {{head, space, dim(per), in(Ink::channels, "channel"), dim(", then a 1×1 mix")},
            {head, space, dim(per), in(Ink::channels, "channel")},
            {head}};
  }
  return {{head, space, dim("one "), in(Ink::kernel, size_text(k)), dim("×"),
           number(Ink::channels, seen_channels(plan)), dim(" filter for each "), in(Ink::filters, "output")},
          {head, space, in(Ink::kernel, size_text(k)), dim("×"), number(Ink::channels, seen_channels(plan)),
           dim(" filters")},
          {head}};
}

Forms path_cost(const Plan& plan, PathId path) {
  const std::string n = grouped(path == PathId::separable ? plan.totals.separable : plan.totals.standard);
  return {{strong(n), dim(" multiplications")}, {strong(n), dim(" mult.")}, {strong(n)}};
}

Forms reuse_line(const Plan& plan, PathId path) {
  if (spatial(plan)) {
    const Size2 k = kernel_of_plan(plan);
    if (path == PathId::standard) {
      return {{bright("all "), in(Ink::kernel, fmt::format("{}·{}", k.h, k.w)), bright(" products "),
               strong("again for every pixel")},
              {in(Ink::kernel, fmt::format("{}·{}", k.h, k.w)), strong(" again for every pixel")},
              {strong("again for every pixel")},
              {strong("for every pixel")}};
    }
    const std::string times = fmt::format("reused {}×", column_reuse(plan));
    return {{bright("computed once, "), strong(times + " along the row")},
            {bright("computed once, "), strong(times)},
            {strong(times)}};
  }
  const int64_t n = plan.experiment.filters;
  if (path == PathId::separable) {
    const std::string times = "reused " + grouped(n / plan.standard.front().spec.group) + "×";
    return {{bright("computed once, "), strong(times)}, {bright("once, "), strong(times)}, {strong(times)}};
  }
  const std::string each = "for each of " + grouped(n) + (n == 1 ? " filter" : " filters");
  return {{bright("recomputed "), strong(each)},
          {bright("anew "), strong(each)},
          {strong(each)},
          {strong("for each filter")}};
}

OperatorCaption operator_caption(const Plan& plan, const OperatorBox& box, int filter) {
  const std::string& id = box.id;
  const Size2 k = kernel_of_plan(plan);
  const Span kernel = in(Ink::kernel, size_text(k));
  const Span c = number(Ink::channels, seen_channels(plan)),
             n = number(Ink::filters, plan.experiment.filters);
  const Span f = number(Ink::filters, filter);
  OperatorCaption out;
  if (id == "depthwise") {
    const std::string count = plan.rank == 1 ? "one" : std::to_string(plan.rank);
    const Span channel = in(Ink::channels, "channel");
    out.one = {{kernel, dim(", " + count + " per "), channel}, {kernel, dim(" each")}, {kernel}};
    out.first = {{kernel, dim(", " + count)}};
    out.second = {{dim("per "), channel}};
  } else if (id == "pointwise") {
    const Span maps = number(Ink::channels, plan.separable.back().spec.c_in_per_group());
    out.one = {{n, dim(" of 1×1×"), maps}, {dim("1×1×"), maps}};
    out.first = {{n, dim(" of")}};
    out.second = {{dim("1×1×"), maps}};
  } else if (id == "column" || id == "row") {
    const Span size = in(Ink::kernel, id == "column" ? fmt::format("{}×1", k.h) : fmt::format("1×{}", k.w));
    out.one = out.first = {{size}};
    if (!spatial(plan)) {
      const bool from_channels = id == "column";
      const std::string count = from_channels && plan.rank > 1 ? std::to_string(plan.rank) : "one";
      const Span of = from_channels ? in(Ink::channels, "channel") : dim("map");
      out.one = {{size, dim(", " + count + " per "), of}, {size, dim(" each")}, {size}};
      out.first = {{size, dim(", " + count)}};
      out.second = {{dim("per "), of}};
    } else if (plan.rank > 1) {
      out.one = {{size, dim(fmt::format(", {} terms", plan.rank))}, {size}};
      out.second = {{dim(fmt::format("{} terms", plan.rank))}};
    }
  } else if (id == "add") {
    out.one = {{c, dim(seen_channels(plan) == 1 ? " map to 1" : " maps to 1")}, {c, dim(" to 1")}};
  } else if (spatial(plan)) {
    out.one = {{kernel, dim(" on every channel")}, {kernel}};
    out.first = out.one;
  } else {
    out.one = {{kernel, dim("×"), c, dim(", filter "), f, dim(" of "), n},
               {kernel, dim("×"), c, dim(", filter "), f},
               {kernel, dim("×"), c}};
    out.first = {{kernel, dim("×"), c}};
    out.second = {{dim("filter "), f, dim(" of "), n}, {dim("filter "), f}};
  }
  if (box.divisor > 1) {
    out.second = {{dim("numbers × 1/" + grouped(box.divisor))}, {dim("× 1/" + grouped(box.divisor))}};
    out.always_two = true;
  }
  return out;
}

Forms sheet_line(int shown, int count, bool own_ranges) {
  if (shown == count && !own_ranges) return {};
  if (!own_ranges) return hidden_line(shown, count);
  if (shown == count) return {{dim("each in its own range")}, {dim("own ranges")}};
  const std::string some = grouped(shown) + " of " + grouped(count);
  return {{dim(some + " shown, each in its own range")}, {dim(some + ", own ranges")}, {dim(some)}};
}

Forms filter_line(const Plan& plan, int filter) {
  const Span n = number(Ink::filters, plan.experiment.filters), f = number(Ink::filters, filter);
  return {{dim("filter "), f, dim(" of "), n}, {dim("filter "), f}, {f}};
}

Forms hidden_line(int shown, int count) {
  return {{dim(grouped(shown) + " of " + grouped(count) + " shown")},
          {dim(grouped(shown) + " of " + grouped(count))}};
}

}  // namespace sep::view
