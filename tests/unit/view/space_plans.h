// Plans, arrangements and cameras for the tests of the stacks in space.
#pragma once

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "view/space_arrange.h"
#include "view/space_camera.h"

namespace sep::view {

struct SpaceCase {
  std::string name;
  Experiment experiment;
  Size2 image{12, 12};
};

inline Experiment space_experiment(Mode mode, int channels, int filters, int filter, int channel) {
  Experiment e;
  e.mode = mode;
  e.input.channels = channels;
  e.filters = filters;
  e.view.filter = filter;
  e.view.channel = channel;
  return e;
}

inline std::vector<SpaceCase> space_cases() {
  std::vector<SpaceCase> out{
      {"Wang", space_experiment(Mode::depthwise, 3, 256, 0, 0), {12, 12}},
      {"Wang, filter 64", space_experiment(Mode::depthwise, 3, 256, 64, 1), {12, 12}},
      {"64 to 128", space_experiment(Mode::depthwise, 64, 128, 127, 63), {20, 31}},
      {"512", space_experiment(Mode::depthwise, 512, 16, 3, 300), {16, 9}},
      {"1024 filters", space_experiment(Mode::depthwise, 1, 1024, 511, 0), {7, 7}},
      {"spatial", space_experiment(Mode::spatial, 3, 16, 0, 2), {37, 64}},
      {"one channel", space_experiment(Mode::spatial, 1, 16, 0, 0), {64, 8}},
  };
  SpaceCase odd{"stride, dilation, padding", space_experiment(Mode::depthwise, 5, 7, 6, 4), {23, 17}};
  odd.experiment.stride = {2, 3};
  odd.experiment.dilation = {2, 1};
  odd.experiment.multiplier = 3;
  odd.experiment.padding = Padding::explicit_pads;
  odd.experiment.pads = {4, 3, 1, 2};
  odd.experiment.border = Border::reflect;
  out.push_back(odd);
  return out;
}

inline Plan space_plan(const SpaceCase& c) {
  auto p = plan(c.experiment, {c.image, 3, 1});
  if (!p) throw std::runtime_error(c.name + ": " + p.error().message);
  return *p;
}

inline const Metrics& space_metrics() {
  static const Metrics metrics = [] {
    Metrics m;
    m.width = [m](Font font, const std::string& text) {
      float letters = 0;
      for (const char c : text) letters += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1;
      return std::ceil(letters * m.height(font) * 0.58F);
    };
    return m;
  }();
  return metrics;
}

inline Arrangement space_arrangement(const Plan& plan) {
  const ViewState& v = plan.experiment.view;
  return arrange(parts_of({&plan, {0, 0, 936, 924}, &space_metrics(), v.filter, v.channel}));
}

inline const Rect kSpaceArea{308, 44, 1244, 968}, kSpaceInner{336, 102, 1216, 884};

}  // namespace sep::view
