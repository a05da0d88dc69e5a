// The fields of a world for who asks every month and need not have them described every time.
#pragma once

#include "state/fields.hpp"

namespace tessera {

// As fields() says, for reading; kept until this thread asks for a world at another address, as where a world's fields are
// depends on nothing else.
const Fields& readable_fields(const World& world);

}  // namespace tessera
