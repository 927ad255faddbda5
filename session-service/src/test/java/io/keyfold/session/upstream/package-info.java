@NullMarked
package io.keyfold.session.upstream;

import org.jspecify.annotations.NullMarked;
