@NullMarked
package io.keyfold.standalone.catalogue;

import org.jspecify.annotations.NullMarked;
