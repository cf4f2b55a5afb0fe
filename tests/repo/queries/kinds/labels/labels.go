// Package labels has labels, fields, methods, types and functions of one name.
package labels

type loop struct{ loop *loop }

func (l *loop) next() *loop { return l.loop }

func next(next *loop) *loop {
next:
	for next != nil {
		if next.loop == nil {
			break next
		}
		next = next.next()
		switch {
		case next == nil:
			continue next
		}
		goto done
	}
done:
	done := next
	_ = done
	return next.loop.next()
}

func done() {
loop:
	for {
		loop := loop{loop: nil}
		_ = loop.loop
		_ = next(&loop)
		break loop
	}
}

type done2 struct{ done func() }

func (d done2) use() {
	d.done()
	done()
	done2{done: done}.use()
}
