package main

type generator struct{}

func (generator) Pay(amount, fee int) (rest int, err error) { return 0, nil }
