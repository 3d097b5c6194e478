// Bodies of space_links.h.
#include "view/space_links.h"

#include <algorithm>
#include <array>

#include "view/linked.h"

namespace sep::view {
namespace {

constexpr int kMostCells = 1024;
constexpr size_t kMostPadding = 2048;
constexpr float kAir = 0.006F;  ///< between a box and what it holds

bool last_stage(const Plan& plan, StackKey key) {
  return key.kind == StackKind::separable && key.index + 1 == static_cast<int>(plan.separable.size());
}

Ink ink_of(const Plan& plan, StackKey key, PathId path) {
  switch (key.kind) {
    case StackKind::difference:
    case StackKind::standard:
      return Ink::pixels;
    case StackKind::input:
      return path == PathId::separable ? Ink::kernel : Ink::accent;
    case StackKind::maps:
      return Ink::accent;
    case StackKind::separable:
      break;
  }
  return last_stage(plan, key) ? Ink::pixels : Ink::filters;
}

class Shaper {
 public:
  Shaper(const Plan& plan, const Arrangement& a) : plan_(plan), a_(a) {}

  /// Adds what is linked in a stack; returns its box, or nothing when there is none.
  std::optional<size_t> add(size_t stack, const TensorLink& link, PathId path) {
    if (link.empty()) return std::nullopt;
    const SpaceStack& s = a_.stacks[stack];
    const AxisSet &rows = outlined(link, link.rows), &cols = outlined(link, link.cols);
    SpaceBox box{stack, ink_of(plan_, s.key, path), {}, {}, link.channels.first, link.channels.end, false,
                 {}};
    box.low = {s.x_of(cols.first), s.y_of(rows.end), 0};
    box.high = {s.x_of(cols.end), s.y_of(rows.first), 0};
    depths(s, box);
    box.sparse = cols.step > 1 || rows.step > 1 || !cols.regular() || !rows.regular();
    if (box.sparse && rows.size() * cols.size() <= kMostCells) cells(s, rows, cols, box);
    padding(stack, link);
    out_.boxes.push_back(std::move(box));
    return out_.boxes.size() - 1;
  }

  /// Rays from the corners of one box to the same corners of the next.
  void connect(size_t from, size_t to) {
    const SpaceBox &a = out_.boxes[from], &b = out_.boxes[to];
    for (int i = 0; i < 8; ++i) {
      if ((i & 1) == 0 && (i & 4) == 0) continue;  // behind the box and away from its target
      const auto corner = [i](const SpaceBox& x) {
        return glm::vec3{(i & 1) != 0 ? x.high.x : x.low.x, (i & 2) != 0 ? x.high.y : x.low.y,
                         (i & 4) != 0 ? x.high.z : x.low.z};
      };
      out_.rays.push_back({corner(a), corner(b), a.ink});
    }
  }

  SpaceLinks take() { return std::move(out_); }

 private:
  /// From the foremost to the last slab of the linked channels, whether they are drawn or not.
  static void depths(const SpaceStack& s, SpaceBox& box) {
    const int last = box.end_channel - 1;
    float front = std::max(s.z_of(box.first_channel), s.z_of(last));
    float back = std::min(s.z_of(box.first_channel), s.z_of(last));
    if (s.chosen >= box.first_channel && s.chosen <= last) front = 0;
    for (const Slab& slab : s.slabs) {
      if (slab.channel < box.first_channel || slab.channel > last) continue;
      back = std::min(back, slab.z);
    }
    box.high.z = front + kAir;
    box.low.z = back - s.thickness - kAir;
  }

  static void cells(const SpaceStack& s, const AxisSet& rows, const AxisSet& cols, SpaceBox& box) {
    for (const int y : rows.list()) {
      for (const int x : cols.list()) {
        box.cells.push_back({s.x_of(x), s.y_of(y + 1), box.high.z});
        box.cells.push_back({s.x_of(x + 1), s.y_of(y), box.high.z});
      }
    }
  }

  void padding(size_t stack, const TensorLink& link) {
    const SpaceStack& s = a_.stacks[stack];
    const std::vector<int> rows = with_copies(link.rows), cols = with_copies(link.cols);
    if (rows.size() * cols.size() > kMostPadding) return;
    const bool chosen = s.chosen >= link.channels.first && s.chosen < link.channels.end;
    const int channel = chosen ? s.chosen : link.channels.first;
    const float z = s.z_of(channel);
    const auto inside = [](int p, int n) { return p >= 0 && p < n; };
    for (const int y : rows) {
      for (const int x : cols) {
        if (inside(y, s.grid.y.count) && inside(x, s.grid.x.count)) continue;
        out_.padding.push_back({stack,
                                channel,
                                {s.x_of(x), s.y_of(y + 1), z - s.thickness},
                                {s.x_of(x + 1), s.y_of(y), z},
                                source_of(link, y, x)});
      }
    }
  }

  const Plan& plan_;
  const Arrangement& a_;
  SpaceLinks out_;
};

const TensorLink* link_of(const Plan& plan, const Links& links, StackKey key, PathId path) {
  if (key.kind == StackKind::maps) return links.maps ? &*links.maps : nullptr;
  return find_link(links, tensor_ref(plan, key), path);
}

bool same_window(const TensorLink& a, const TensorLink& b) {
  return a.rows == b.rows && a.cols == b.cols && a.channels.first == b.channels.first &&
         a.channels.end == b.channels.end;
}

}  // namespace

SpaceLinks shapes_of(const Plan& plan, const Arrangement& a, const Links& links, bool with_difference) {
  Shaper shaper(plan, a);
  std::optional<size_t> input;
  const TensorLink* input_link = nullptr;
  for (const PathId path : {PathId::separable, PathId::standard}) {
    std::optional<size_t> before;
    for (const size_t i : a.chain(path == PathId::separable ? Row::separable : Row::standard)) {
      const StackKey key = a.stacks[i].key;
      const TensorLink* link = link_of(plan, links, key, path);
      if (link == nullptr) continue;
      std::optional<size_t> now;
      const bool shared =
          key.kind == StackKind::input && input_link != nullptr && input && same_window(*input_link, *link);
      now = shared ? input : shaper.add(i, *link, path);
      if (key.kind == StackKind::input && now) {
        input = now;
        input_link = link;
      }
      if (before && now) shaper.connect(*before, *now);
      before = now;
    }
  }
  const auto difference = std::find_if(a.stacks.begin(), a.stacks.end(), [](const SpaceStack& s) {
    return s.key.kind == StackKind::difference;
  });
  if (with_difference && difference != a.stacks.end()) {
    if (const TensorLink* link = link_of(plan, links, difference->key, PathId::separable))
      shaper.add(static_cast<size_t>(difference - a.stacks.begin()), *link, PathId::separable);
  }
  return shaper.take();
}

}  // namespace sep::view
