// What a user can cause comes back as a value: one sentence that names the file or stage and says what to do.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace sep {

struct Error {
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

}  // namespace sep
