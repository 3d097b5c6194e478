// The command line: options, then a window, a picture without a window, or a command.
#pragma once

namespace sep::cli {

/// Parses and does what the arguments say. Returns the exit status: 0 done, 1 it failed, 2 the arguments make
/// no sense.
int main_of(int argc, char** argv);

}  // namespace sep::cli
