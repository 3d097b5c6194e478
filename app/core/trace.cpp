// Bodies of trace.h.
#include "core/trace.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/links.h"
#include "core/reuse.h"

namespace sep {
namespace {

/// Order numbers in the patch of the positions that an element's taps read along one axis; −1: a zero.
std::vector<int> tap_places(const StageAxis& axis, const AxisSet& cells, int o) {
  std::vector<int> places(static_cast<size_t>(axis.kernel()));
  for (int tap = 0; tap < axis.kernel(); ++tap) {
    const int source = source_index(axis.read_position(o, tap), axis.in, axis.spec.border);
    places[static_cast<size_t>(tap)] = source < 0 ? -1 : cells.index_of(source);
  }
  return places;
}

StageAxis rows_of(const StageTrace& s) { return row_axis(s.spec, s.in_size, {}); }
StageAxis cols_of(const StageTrace& s) { return column_axis(s.spec, s.in_size, {}); }

size_t first_weight(const StageTrace& s, int channel) {
  return static_cast<size_t>(channel - s.first_filter) * static_cast<size_t>(s.terms());
}

/// Sums an element in the order of its terms.
void add_products(const StageTrace& s, ElementSum& e) {
  if (s.input->count() == 0) return;  // Nothing but zeros is read.
  const std::vector<int> rows = tap_places(rows_of(s), s.input->rows, e.y);
  const std::vector<int> cols = tap_places(cols_of(s), s.input->cols, e.x);
  const ChannelRange in = input_channels(s.spec, e.channel);
  size_t w = first_weight(s, e.channel);
  for (int c = in.first; c < in.end; ++c) {
    for (const int row : rows) {
      for (const int col : cols) {
        const double weight = static_cast<double>((*s.weights)[w++]);
        if (row < 0 || col < 0) continue;
        const size_t at = s.input->index_of(c, row, col);
        e.value += weight * s.input->values[at];
        e.magnitude += std::abs(weight) * s.input->magnitudes[at];
      }
    }
  }
}

void compute(const StageTrace& s, ElementSum& e) {
  add_products(s, e);
  if (!s.bias) return;
  const auto bias = static_cast<double>((*s.bias)[static_cast<size_t>(e.channel)]);
  e.value += bias;
  e.magnitude += std::abs(bias);
}

std::vector<ElementSum> elements_of(const TensorLink& link) {
  std::vector<ElementSum> elements;
  if (link.empty()) return elements;
  for (int c = link.channels.first; c < link.channels.end; ++c) {
    for (int y = 0; y < link.rows.cells.size(); ++y) {
      for (int x = 0; x < link.cols.cells.size(); ++x) {
        elements.push_back({c, link.rows.cells.at(y), link.cols.cells.at(x), 0, 0, NAN, 0});
      }
    }
  }
  return elements;
}

/// What the next stage reads: the sums of this one.
std::shared_ptr<const Patch> patch_of(const StageTrace& s, const TensorLink& link) {
  Patch patch{link.rows.cells, link.cols.cells, link.channels, {}, {}};
  for (const ElementSum& e : s.elements) {
    patch.values.push_back(e.value);
    patch.magnitudes.push_back(e.magnitude);
  }
  return std::make_shared<const Patch>(std::move(patch));
}

Result<void> read_results(const PatchReader& reader, const Plan& plan, const TensorLink& link,
                          std::vector<ElementSum>& elements) {
  if (elements.empty()) return {};
  auto read = read_patch(reader, plan, link.ref, link.rows.cells, link.cols.cells, link.channels);
  if (!read) return fail(read.error().message);
  for (size_t k = 0; k < elements.size(); ++k) elements[k].gpu = read->values[k];
  return {};
}

/// Elements of one place are used alike in every channel, so that one channel is counted.
void count_uses(const Plan& plan, PathId path, const TensorLink& link, std::vector<ElementSum>& elements) {
  const auto places =
      static_cast<size_t>(link.rows.cells.size()) * static_cast<size_t>(link.cols.cells.size());
  for (size_t k = 0; k < elements.size(); ++k) {
    ElementSum& e = elements[k];
    e.uses = k < places ? uses_of(plan, path, link.ref, e.y, e.x) : elements[k - places].uses;
  }
}

StageTrace stage_trace(const Plan& plan, const TensorLink& in, const TensorLink& out) {
  const Stage& stage = *maker_of(plan, out.ref);
  StageTrace s;
  s.in = in.ref;
  s.out = out.ref;
  s.name = stage.name;
  s.spec = stage.spec;
  s.in_size = {static_cast<int>(stage.in.h), static_cast<int>(stage.in.w)};
  s.elements = elements_of(out);
  s.weights = stage.weights;
  s.bias = stage.bias;
  if (s.weights == nullptr && !s.elements.empty()) {
    s.first_filter = out.channels.first;
    s.weights = std::make_shared<const std::vector<float>>(
        weights_of(plan, stage, out.channels.first, out.channels.end));
  }
  return s;
}

/// Tensors from the one that is read to the traced one.
using Route = std::vector<TensorLink>;

Result<PathTrace> follow(const Plan& plan, PathId path, const Route& chain,
                         std::shared_ptr<const Patch> input, const PatchReader& reader, bool results) {
  PathTrace out;
  out.path = path;
  for (size_t k = 1; k < chain.size(); ++k) {
    StageTrace s = stage_trace(plan, chain[k - 1], chain[k]);
    s.input = std::move(input);
    for (ElementSum& e : s.elements) compute(s, e);
    if (k + 1 < chain.size()) count_uses(plan, path, chain[k], s.elements);
    if (results) {
      if (auto read = read_results(reader, plan, chain[k], s.elements); !read)
        return fail(read.error().message);
    }
    input = patch_of(s, chain[k]);
    out.stages.push_back(std::move(s));
  }
  return out;
}

/// The part of a chain from one tensor to another.
Route part(const std::vector<TensorLink>& chain, TensorRef from, TensorRef to) {
  Route out;
  for (const TensorLink& link : chain) {
    if (!out.empty() || link.ref == from) out.push_back(link);
    if (link.ref == to) break;
  }
  return out;
}

class Tracer {
 public:
  Tracer(const Plan& plan, const Links& links, const PatchReader& reader, bool results)
      : plan_(plan), links_(links), reader_(reader), results_(results) {}

  Result<Trace> run() {
    const Selection& s = links_.selection;
    Trace out{s.ref, s.channel, s.y, s.x, {}, {}, {}};
    const TensorRef input{Place::input, 0}, separable = output_of(plan_, PathId::separable),
                                            standard = output_of(plan_, PathId::standard);
    const bool output = s.ref == separable || s.ref == standard;
    Result<void> done;
    if (s.ref == input) {
      done = add(PathId::source, part(links_.separable, {Place::image, 0}, input), out.source);
    } else if (s.ref.place == Place::maps) {
      done = add(PathId::standard, {*find_link(links_, input, PathId::standard), *links_.maps}, out.standard);
    } else {
      done = add(PathId::separable, part(links_.separable, input, output ? separable : s.ref), out.separable);
      if (done && output) done = add(PathId::standard, part(links_.standard, input, standard), out.standard);
    }
    if (!done) return fail(done.error().message);
    return out;
  }

 private:
  Result<void> add(PathId path, const Route& chain, std::optional<PathTrace>& to) {
    auto input = patch(chain.front());
    if (!input) return fail(input.error().message);
    auto followed = follow(plan_, path, chain, std::move(*input), reader_, results_);
    if (!followed) return fail(followed.error().message);
    to = std::move(*followed);
    return {};
  }

  /// The patch that a path starts from; the second path mostly reads the same one.
  Result<std::shared_ptr<const Patch>> patch(const TensorLink& link) {
    if (first_ && first_->rows == link.rows.cells && first_->cols == link.cols.cells &&
        first_->channels.first == link.channels.first && first_->channels.end == link.channels.end) {
      return first_;
    }
    auto read = read_patch(reader_, plan_, link.ref, link.rows.cells, link.cols.cells, link.channels);
    if (!read) return fail(read.error().message);
    first_ = std::make_shared<const Patch>(std::move(*read));
    return first_;
  }

  const Plan& plan_;
  const Links& links_;
  const PatchReader& reader_;
  bool results_;
  std::shared_ptr<const Patch> first_;
};

}  // namespace

int64_t PathTrace::alone() const {
  int64_t sum = 0;
  for (const StageTrace& s : stages) sum += s.multiplications();
  return sum;
}

Result<Trace> trace(const Plan& plan, TensorRef ref, int channel, int y, int x, const PatchReader& reader,
                    bool results) {
  if (channel < 0) return fail("one channel must be chosen to show its arithmetic");
  const auto links = links_of(plan, Selection::element(ref, channel, y, x));
  if (!links) return fail(links.error().message);
  const TensorRef found = links->selection.ref;
  if (maker_of(plan, found) == nullptr) {
    return fail(fmt::format("{} is given, not computed: it has no arithmetic", name_of(plan, found)));
  }
  return Tracer(plan, *links, reader, results).run();
}

}  // namespace sep
