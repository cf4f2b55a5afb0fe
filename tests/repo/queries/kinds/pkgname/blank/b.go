package blank

func init() { Do() }

func Do() {}
