@NullMarked
package io.keyfold.standalone.sandbox;

import org.jspecify.annotations.NullMarked;
