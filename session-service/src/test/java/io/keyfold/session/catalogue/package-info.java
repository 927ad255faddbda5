@NullMarked
package io.keyfold.session.catalogue;

import org.jspecify.annotations.NullMarked;
