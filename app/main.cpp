// Options, then a window, a picture without a window, or a command.
#include "cli/cli.h"

int main(int argc, char** argv) { return sep::cli::main_of(argc, argv); }
