// Bodies of stop.h.
#include "io/stop.h"

#include <utility>

namespace sep::io {
namespace {

thread_local std::stop_token t_token;

}  // namespace

Stoppable::Stoppable(std::stop_token token) : before_(std::exchange(t_token, std::move(token))) {}
Stoppable::~Stoppable() { t_token = std::move(before_); }

const std::stop_token& reading_token() { return t_token; }

}  // namespace sep::io
